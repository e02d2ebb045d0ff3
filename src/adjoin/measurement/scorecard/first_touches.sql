/* ---
what: >
  For each account and each eligible cell, the first day within the window on which it was touched, and on which a
  cross-sell opportunity for it was created.
key: [as_of, scope_kind, scope, account_id, product_id]
columns:
  as_of: date
  scope_kind: all or period
  scope: text
  account_id: text
  product_id: null for the account as a whole
  touched_on: null where it was not
  created_on: null where none was
--- */
WITH days AS (
    SELECT as_of, account_id, product_id, touched_on, CAST(NULL AS DATE) AS created_on FROM card_touches
    UNION ALL
    SELECT as_of, account_id, product_id, CAST(NULL AS DATE) AS touched_on, created_on FROM cross_sell_deals
    WHERE source = 'opportunity'
),

inside AS (
    SELECT windows.scope_kind, windows.scope, days.*
    FROM scorecard_windows AS windows
    INNER JOIN days
        ON
            windows.as_of = days.as_of
            AND coalesce(days.touched_on, days.created_on) BETWEEN windows.window_from AND windows.window_to
    WHERE windows.measures = 'touch'
),

of_accounts AS (
    SELECT as_of, scope_kind, scope, account_id, min(touched_on) AS touched_on, min(created_on) AS created_on
    FROM inside
    GROUP BY as_of, scope_kind, scope, account_id
),

of_cells AS (
    SELECT as_of, scope_kind, scope, account_id, product_id,
        min(touched_on) AS touched_on, min(created_on) AS created_on
    FROM inside
    WHERE product_id IS NOT NULL
    GROUP BY as_of, scope_kind, scope, account_id, product_id
)

SELECT could.as_of, could.scope_kind, could.scope, could.account_id, could.product_id,
    coalesce(of_accounts.touched_on, of_cells.touched_on) AS touched_on,
    coalesce(of_accounts.created_on, of_cells.created_on) AS created_on
FROM could_be_sold AS could
LEFT JOIN of_accounts
    ON
        could.as_of = of_accounts.as_of
        AND could.scope_kind = of_accounts.scope_kind
        AND could.scope = of_accounts.scope
        AND could.account_id = of_accounts.account_id
        AND could.product_id IS NULL
LEFT JOIN of_cells
    ON
        could.as_of = of_cells.as_of
        AND could.scope_kind = of_cells.scope_kind
        AND could.scope = of_cells.scope
        AND could.account_id = of_cells.account_id
        AND could.product_id = of_cells.product_id

/* ---
what: >
  Whom coverage and opportunity creation are counted over. Of the whole book the accounts with an eligible cell now, and
  the cells for the products' own cards; of a quarter all accounts of the book on its last day that no experiment held
  out, for gates of the past are not kept.
key: [as_of, scope_kind, scope, account_id, product_id]
columns:
  as_of: date
  scope_kind: all or period
  scope: text
  window_from: day
  window_to: day
  account_id: text
  product_id: null for the account as a whole
--- */
WITH windows AS (
    SELECT as_of, scope_kind, scope, window_from, window_to FROM scorecard_windows
    WHERE measures = 'touch'
),

everybody AS (
    SELECT as_of, account_id, CAST(NULL AS VARCHAR) AS product_id FROM eligible_cells
    UNION
    SELECT as_of, account_id, product_id FROM eligible_cells
),

then_held AS (
    SELECT DISTINCT as_of, scope, account_id FROM held_pairs
    WHERE scope_kind = 'period'
)

SELECT
    windows.as_of, windows.scope_kind, windows.scope, windows.window_from, windows.window_to,
    everybody.account_id, everybody.product_id
FROM windows
INNER JOIN everybody ON windows.as_of = everybody.as_of AND windows.scope_kind = 'all'
UNION ALL
SELECT
    windows.as_of, windows.scope_kind, windows.scope, windows.window_from, windows.window_to,
    then_held.account_id, CAST(NULL AS VARCHAR) AS product_id
FROM windows
INNER JOIN then_held ON windows.as_of = then_held.as_of AND windows.scope = then_held.scope
LEFT JOIN held_back_then AS held
    ON then_held.as_of = held.as_of AND then_held.scope = held.scope AND then_held.account_id = held.account_id
WHERE windows.scope_kind = 'period' AND held.account_id IS NULL

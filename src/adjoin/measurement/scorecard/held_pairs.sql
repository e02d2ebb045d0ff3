/* ---
what: Products held on the last day of each year's window, those of accounts known at the moment.
key: [as_of, scope_kind, scope, account_id, product_id]
columns:
  as_of: date
  scope_kind: all or period
  scope: text
  window_to: the day
  account_id: text
  product_id: text
  products: held by the account that day
  came_from: 1 where another product was held the day before it began, 0 where not; null where the start is unknown
--- */
WITH told AS (
    SELECT
        *,
        first_value(is_floor) OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST
        ) AS first_is_floor
    FROM spans
),

traced AS (
    SELECT
        told.*,
        CASE WHEN NOT told.first_is_floor THEN CASE WHEN begun.product_id IS NOT NULL THEN 1 ELSE 0 END END AS came_from
    FROM told
    LEFT JOIN cross_sell_starts AS begun
        ON
            told.as_of = begun.as_of
            AND told.account_id = begun.account_id
            AND told.product_id = begun.product_id
)

SELECT
    windows.as_of,
    windows.scope_kind,
    windows.scope,
    windows.window_to,
    traced.account_id,
    traced.product_id,
    count(*) OVER (PARTITION BY windows.as_of, windows.scope_kind, windows.scope, traced.account_id) AS products,
    traced.came_from
FROM scorecard_windows AS windows
INNER JOIN traced
    ON
        windows.as_of = traced.as_of
        AND coalesce(traced.began_on <= windows.window_to, TRUE)
        AND coalesce(traced.ended_on >= windows.window_to, TRUE)
WHERE windows.measures = 'year'

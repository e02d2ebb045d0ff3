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
WITH held AS (
    SELECT windows.as_of, windows.scope_kind, windows.scope, windows.window_to, spans.account_id, spans.product_id
    FROM scorecard_windows AS windows
    INNER JOIN spans
        ON
            windows.as_of = spans.as_of
            AND coalesce(spans.began_on <= windows.window_to, TRUE)
            AND coalesce(spans.ended_on >= windows.window_to, TRUE)
    WHERE windows.measures = 'year'
),

first_spans AS (
    SELECT
        as_of, account_id, product_id, is_floor,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST) AS place
    FROM spans
)

SELECT
    held.as_of,
    held.scope_kind,
    held.scope,
    held.window_to,
    held.account_id,
    held.product_id,
    count(*) OVER (PARTITION BY held.as_of, held.scope_kind, held.scope, held.account_id) AS products,
    CASE WHEN NOT first_spans.is_floor THEN CASE WHEN begun.product_id IS NOT NULL THEN 1 ELSE 0 END END AS came_from
FROM held
INNER JOIN first_spans
    ON
        held.as_of = first_spans.as_of
        AND held.account_id = first_spans.account_id
        AND held.product_id = first_spans.product_id
        AND first_spans.place = 1
LEFT JOIN cross_sell_starts AS begun
    ON
        held.as_of = begun.as_of
        AND held.account_id = begun.account_id
        AND held.product_id = begun.product_id

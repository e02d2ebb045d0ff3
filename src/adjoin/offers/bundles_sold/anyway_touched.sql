/* ---
what: >
  The comparable accounts that held a part when they were looked at, or began it within the days followed: all others
  neither had it nor wanted it.
key: [as_of, product_id, half_on, base, segment, account_id]
columns:
  as_of: date
  product_id: the part
  half_on: first day of the half-year
  base: product held longest, empty for a new account
  segment: text
  account_id: text
  held: 1 where it was held already, 0 where it began
--- */
WITH cells AS (
    SELECT DISTINCT as_of, product_id, half_on, base, segment FROM bundle_strata
)

SELECT
    cells.as_of,
    cells.product_id,
    cells.half_on,
    cells.base,
    cells.segment,
    accounts.account_id,
    max(CASE WHEN spans.began_on < accounts.looked_on OR spans.is_floor THEN 1 ELSE 0 END) AS held
FROM cells
INNER JOIN comparable_accounts AS accounts
    ON
        cells.as_of = accounts.as_of
        AND cells.half_on = accounts.half_on
        AND cells.base = accounts.base
        AND cells.segment = accounts.segment
INNER JOIN spans
    ON
        accounts.as_of = spans.as_of
        AND accounts.account_id = spans.account_id
        AND cells.product_id = spans.product_id
        AND spans.began_on <= accounts.until_on
        AND coalesce(spans.ended_on >= accounts.looked_on, TRUE)
GROUP BY
    cells.as_of, cells.product_id, cells.half_on, cells.base, cells.segment, accounts.account_id

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
),

numbered AS (
    SELECT *, row_number() OVER (ORDER BY as_of, product_id, half_on, base, segment) AS number FROM cells
),

-- Grouped by the number of the cell: its words would be compared for every span.
touched AS (
    SELECT
        numbered.number,
        accounts.account_id,
        max(CASE WHEN spans.began_on < accounts.looked_on OR spans.is_floor THEN 1 ELSE 0 END) AS held
    FROM numbered
    INNER JOIN comparable_accounts AS accounts
        ON
            numbered.as_of = accounts.as_of
            AND numbered.half_on = accounts.half_on
            AND numbered.base = accounts.base
            AND numbered.segment = accounts.segment
    INNER JOIN spans
        ON
            accounts.as_of = spans.as_of
            AND accounts.account_id = spans.account_id
            AND numbered.product_id = spans.product_id
            AND spans.began_on <= accounts.until_on
            AND coalesce(spans.ended_on >= accounts.looked_on, TRUE)
    GROUP BY numbered.number, accounts.account_id
)

SELECT
    numbered.as_of,
    numbered.product_id,
    numbered.half_on,
    numbered.base,
    numbered.segment,
    touched.account_id,
    touched.held
FROM touched
INNER JOIN numbered ON touched.number = numbered.number

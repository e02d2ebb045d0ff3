/* ---
what: >
  The dated spans of the members, products as numbers, the spans of one product in order. Those of all accounts of
  one member are closed into one over the gaps that an account's own lines may have.
key: [account, product, place]
columns:
  account: number, see members
  product: number, see numbered_products
  place: 1 for the account's first span of the product
  began_on: date
  ended_on: last day held; null while it goes on
  is_floor: the real start lies before began_on
parameters: {as_of: null, gap_days: null}
--- */
WITH dated AS (
    SELECT
        members.account,
        numbered_products.product,
        spans.began_on,
        coalesce(spans.ended_on, CAST('9999-12-31' AS DATE)) AS last_day,
        CASE WHEN spans.is_floor THEN spans.began_on END AS floor_on
    FROM spans
    INNER JOIN units ON spans.account_id = units.account_id
    INNER JOIN members ON units.unit_id = members.account_id
    INNER JOIN numbered_products ON spans.product_id = numbered_products.product_id
    WHERE spans.as_of = $as_of AND spans.began_on IS NOT NULL
),

reach AS (
    SELECT
        *,
        max(last_day) OVER (
            PARTITION BY account, product
            ORDER BY began_on, last_day
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM dated
),

numbered AS (
    SELECT
        *,
        sum(CASE WHEN reached_on IS NULL OR began_on - reached_on - 1 > coalesce($gap_days, 90) THEN 1 ELSE 0 END) OVER (
            PARTITION BY account, product
            -- Equal spans are told apart by what came before them, so that both windows see one order.
            ORDER BY began_on, last_day, reached_on NULLS FIRST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS place
    FROM reach
)

SELECT
    account,
    product,
    place,
    min(began_on) AS began_on,
    CASE WHEN max(last_day) < CAST('9999-12-31' AS DATE) THEN max(last_day) END AS ended_on,
    coalesce(min(floor_on) = min(began_on), FALSE) AS is_floor
FROM numbered
GROUP BY account, product, place

/* ---
what: >
  What each catalog product is paid a year: the median among the accounts that pay for it at the moment, from at least
  `least` of them, else the list price, else what the few who pay do.
key: [product_id]
columns:
  product_id: text
  acv: money a year; null without any price
parameters: {as_of: null, least: 5}
--- */
WITH paid AS (
    SELECT product_id, median(acv) AS acv, count(*) AS payers FROM holdings
    WHERE as_of = $as_of AND acv > 0
    GROUP BY product_id
)

SELECT
    products.product_id,
    CASE WHEN paid.payers >= $least THEN paid.acv ELSE coalesce(products.list_price, paid.acv) END AS acv
FROM catalog_products AS products
LEFT JOIN paid ON products.product_id = paid.product_id

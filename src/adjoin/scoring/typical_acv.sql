/* ---
what: >
  What a product is paid for: the median a year among holders of the same segment and size, else of the segment, else
  of all, each from at least `least` holders, else the list price, else what the few who pay do.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  expected_acv: money a year; null without any price
  acv_source: where it comes from
parameters: {least: 5}
--- */
WITH by_size AS (
    SELECT as_of, product_id, segment, size, acv FROM typical_prices
    WHERE size IS NOT NULL AND payers >= $least
),

by_segment AS (
    SELECT as_of, product_id, segment, acv FROM typical_prices
    WHERE segment IS NOT NULL AND size IS NULL AND payers >= $least
),

by_product AS (
    SELECT as_of, product_id, acv, payers FROM typical_prices
    WHERE segment IS NULL
)

SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    coalesce(
        by_size.acv,
        by_segment.acv,
        CASE WHEN by_product.payers >= $least THEN by_product.acv END,
        products.list_price,
        by_product.acv
    ) AS expected_acv,
    CASE
        WHEN by_size.acv IS NOT NULL THEN 'median paid, ' || sized.segment || ', ' || sized.size
        WHEN by_segment.acv IS NOT NULL THEN 'median paid, ' || sized.segment
        WHEN by_product.payers >= $least THEN 'median paid'
        WHEN products.list_price IS NOT NULL THEN 'list price'
        WHEN by_product.acv IS NOT NULL THEN 'median of the few who pay'
    END AS acv_source
FROM cells
INNER JOIN catalog_products AS products ON cells.product_id = products.product_id
INNER JOIN size_bands AS sized ON cells.as_of = sized.as_of AND cells.account_id = sized.account_id
LEFT JOIN by_size
    ON
        cells.as_of = by_size.as_of AND cells.product_id = by_size.product_id
        AND sized.segment = by_size.segment AND sized.size = by_size.size
LEFT JOIN by_segment
    ON
        cells.as_of = by_segment.as_of AND cells.product_id = by_segment.product_id
        AND sized.segment = by_segment.segment
LEFT JOIN by_product ON cells.as_of = by_product.as_of AND cells.product_id = by_product.product_id

/* ---
what: >
  The medians of what holders pay a year for a product, of each segment and size, of each segment, and of all.
key: [as_of, product_id, segment, size]
columns:
  as_of: date
  product_id: text
  segment: of the holders; null for all
  size: of the holders by employees; null for all of the segment
  acv: median, money a year
  payers: how many pay
--- */
WITH paid AS (
    SELECT holdings.as_of, holdings.product_id, size_bands.segment, size_bands.size, holdings.acv
    FROM holdings
    INNER JOIN size_bands ON holdings.as_of = size_bands.as_of AND holdings.account_id = size_bands.account_id
    WHERE holdings.acv > 0
)

SELECT as_of, product_id, segment, size, median(acv) AS acv, count(*) AS payers FROM paid
GROUP BY as_of, product_id, segment, size
UNION ALL
SELECT as_of, product_id, segment, CAST(NULL AS VARCHAR) AS size, median(acv) AS acv, count(*) AS payers FROM paid
GROUP BY as_of, product_id, segment
UNION ALL
SELECT
    as_of,
    product_id,
    CAST(NULL AS VARCHAR) AS segment,
    CAST(NULL AS VARCHAR) AS size,
    median(acv) AS acv,
    count(*) AS payers
FROM paid
GROUP BY as_of, product_id

/* ---
what: Starts followed and activated, by product, segment and size, by product and segment, by product, and of all.
key: [as_of, product_id, segment, size]
columns:
  as_of: date
  product_id: text; null for all products
  segment: text; null for all
  size: text; null for all
  comparable: starts followed
  activated: of these
--- */
WITH starts AS (
    SELECT starts_followed.as_of, starts_followed.product_id, size_bands.segment, size_bands.size, starts_followed.activated
    FROM starts_followed
    INNER JOIN size_bands
        ON starts_followed.as_of = size_bands.as_of AND starts_followed.account_id = size_bands.account_id
)

SELECT as_of, product_id, segment, size, count(*) AS comparable, sum(activated) AS activated FROM starts
GROUP BY as_of, product_id, segment, size
UNION ALL
SELECT as_of, product_id, segment, CAST(NULL AS VARCHAR) AS size, count(*) AS comparable, sum(activated) AS activated
FROM starts
GROUP BY as_of, product_id, segment
UNION ALL
SELECT
    as_of, product_id, CAST(NULL AS VARCHAR) AS segment, CAST(NULL AS VARCHAR) AS size,
    count(*) AS comparable, sum(activated) AS activated
FROM starts
GROUP BY as_of, product_id
UNION ALL
SELECT
    as_of, CAST(NULL AS VARCHAR) AS product_id, CAST(NULL AS VARCHAR) AS segment, CAST(NULL AS VARCHAR) AS size,
    count(*) AS comparable, sum(activated) AS activated
FROM starts
GROUP BY as_of

/* ---
what: What is in each bundle that is looked at, proposed or the company's own.
key: [as_of, bundle, product_id]
columns:
  as_of: date
  bundle: text
  number: of the bundle here, by name
  product_id: text
  product: number of the product in `bundle_products`
  parts: how many products it has
--- */
WITH contents AS (
    SELECT as_of, bundle, first_product AS product_id FROM bundle_sets
    UNION ALL
    SELECT as_of, bundle, second_product AS product_id FROM bundle_sets
    UNION ALL
    SELECT as_of, bundle, third_product AS product_id FROM bundle_sets
    WHERE third_product IS NOT NULL
    UNION ALL
    SELECT dates.as_of, own.bundle, own.product_id FROM own_bundle_parts AS own
    CROSS JOIN dates
)

SELECT
    contents.as_of,
    contents.bundle,
    CAST(dense_rank() OVER (PARTITION BY contents.as_of ORDER BY contents.bundle) AS INTEGER) AS number,
    contents.product_id,
    products.product,
    count(*) OVER (PARTITION BY contents.as_of, contents.bundle) AS parts
FROM contents
INNER JOIN bundle_products AS products
    ON contents.as_of = products.as_of AND contents.product_id = products.product_id

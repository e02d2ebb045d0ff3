/* ---
what: >
  The products that are on sale at the moment, with their list price: the catalog's, else the median of what the open
  cells expect for it.
key: [as_of, product_id]
columns:
  as_of: date
  product_id: text
  product: its number here, by id
  name: text
  list_price: money a year; null where nothing is known
--- */
WITH on_sale AS (
    SELECT dates.as_of, products.product_id, coalesce(products.name, products.product_id) AS name, products.list_price
    FROM dates
    CROSS JOIN catalog_products AS products
    WHERE coalesce(products.sold_from <= dates.as_of, TRUE) AND coalesce(products.sold_until >= dates.as_of, TRUE)
),

expected AS (
    SELECT scored.as_of, scored.product_id, median(scored.expected_acv) AS middle
    FROM scored
    INNER JOIN on_sale ON scored.as_of = on_sale.as_of AND scored.product_id = on_sale.product_id
    WHERE on_sale.list_price IS NULL
    GROUP BY scored.as_of, scored.product_id
)

SELECT
    on_sale.as_of,
    on_sale.product_id,
    CAST(row_number() OVER (PARTITION BY on_sale.as_of ORDER BY on_sale.product_id) AS INTEGER) AS product,
    on_sale.name,
    coalesce(on_sale.list_price, expected.middle) AS list_price
FROM on_sale
LEFT JOIN expected ON on_sale.as_of = expected.as_of AND on_sale.product_id = expected.product_id

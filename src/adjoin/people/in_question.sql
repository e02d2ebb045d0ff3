/* ---
what: The cells for which people matter, open ones and those in play.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  product: its name
--- */
SELECT cells.as_of, cells.account_id, cells.product_id, catalog_products.name AS product
FROM (
    SELECT as_of, account_id, product_id FROM cells
    UNION
    SELECT as_of, account_id, product_id FROM known.plays
    WHERE outcome IS NULL AND closed_on IS NULL
) AS cells
INNER JOIN catalog_products ON cells.product_id = catalog_products.product_id

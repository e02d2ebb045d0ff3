/* ---
what: The products of the catalog by id, with their names.
key: [product_id]
columns:
  product_id: text
  name: text
--- */
SELECT product_id, coalesce(name, product_id) AS name FROM catalog_products
ORDER BY product_id

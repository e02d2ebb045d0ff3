/* ---
what: >
  Cells in which a newly launched product is tried until a day: those whose account holds a product that the catalog
  links to it, by what one gives and the other takes or by a bridge. Launch, not evidence.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the launched product
parameters: {product: '', until: 1970-01-01}
--- */
SELECT DISTINCT cells.as_of, cells.account_id, cells.product_id
FROM cells
INNER JOIN holdings ON cells.as_of = holdings.as_of AND cells.account_id = holdings.account_id
INNER JOIN catalog_links AS links
    ON
        holdings.product_id = links.from_product
        AND cells.product_id = links.to_product
        AND (links.linked OR links.bridge IS NOT NULL)
WHERE
    ',' || replace($product, ' ', '') || ',' LIKE '%,' || cells.product_id || ',%'
    AND cells.as_of <= $until

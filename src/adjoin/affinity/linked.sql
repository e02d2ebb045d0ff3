/* ---
what: Ordered pairs of products that belong together, one's output is the other's input or a sentence bridges them.
key: [from_product, to_product]
columns:
  from_product: number, see numbered_products
  to_product: number, see numbered_products
--- */
SELECT one.product AS from_product, other.product AS to_product
FROM catalog_links
INNER JOIN numbered_products AS one ON catalog_links.from_product = one.product_id
INNER JOIN numbered_products AS other ON catalog_links.to_product = other.product_id
WHERE catalog_links.linked OR catalog_links.bridge IS NOT NULL

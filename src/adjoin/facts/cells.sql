/* ---
what: The open cells of the whitespace at the moment, every account of the book × every product it does not hold.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
--- */
WITH book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
)

SELECT book.as_of, book.account_id, catalog_products.product_id
FROM book
CROSS JOIN catalog_products
LEFT JOIN holdings
    ON
        book.as_of = holdings.as_of
        AND book.account_id = holdings.account_id
        AND catalog_products.product_id = holdings.product_id
WHERE holdings.product_id IS NULL

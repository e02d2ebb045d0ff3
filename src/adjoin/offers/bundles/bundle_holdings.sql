/* ---
what: What the book holds of the products on sale, by number.
key: [as_of, account, product]
columns:
  as_of: date
  account: number of the account in `bundle_book`
  product: number of the product in `bundle_products`
  acv: money a year; 0 where no price is known
--- */
SELECT book.as_of, book.account, products.product, coalesce(holdings.acv, 0) AS acv
FROM holdings
INNER JOIN bundle_book AS book ON holdings.as_of = book.as_of AND holdings.account_id = book.account_id
INNER JOIN bundle_products AS products
    ON holdings.as_of = products.as_of AND holdings.product_id = products.product_id

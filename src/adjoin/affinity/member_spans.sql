/* ---
what: The dated spans of the members, products as numbers, the spans of one product in order.
key: [account, product, place]
columns:
  account: number, see members
  product: number, see numbered_products
  place: 1 for the account's first span of the product
  began_on: date
  ended_on: last day held; null while it goes on
  is_floor: the real start lies before began_on
parameters: {as_of: null}
--- */
SELECT
    members.account,
    numbered_products.product,
    row_number() OVER (
        PARTITION BY members.account, numbered_products.product ORDER BY spans.began_on
    ) AS place,
    spans.began_on,
    spans.ended_on,
    spans.is_floor
FROM spans
INNER JOIN members ON spans.account_id = members.account_id
INNER JOIN numbered_products ON spans.product_id = numbered_products.product_id
WHERE spans.as_of = $as_of AND spans.began_on IS NOT NULL

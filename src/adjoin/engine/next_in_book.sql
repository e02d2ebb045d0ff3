/* ---
what: What comes next, for the accounts of the book; who holds nothing any more has no row.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  share: chance that the account's next start is of this product, if it starts another
  times: share as a multiple of what everybody's recent starts alone would give
  place: 1 for the likeliest
  base_product_id: the product it holds or held whose holders pull hardest; for the first few places
  because: the numbers behind it, as JSON; for the first few places
--- */
SELECT
    next.as_of, next.account_id, next.product_id, next.share, next.times, next.place, next.base_product_id,
    next.because
FROM next_products AS next
INNER JOIN book ON next.as_of = book.as_of AND next.account_id = book.account_id

/* ---
what: >
  The products an account has never held, in the order in which it would take them next, as far as anybody ever held
  them and up to the last place that is kept. Taking up again what was given up is no first start and has no row.
  Accounts that hold nothing any more have rows too.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  share: chance that the account's next start is of this product, if it starts another
  times: share as a multiple of what everybody's recent starts alone would give
  place: 1 for the likeliest
  base_product_id: the product it holds or held whose holders pull hardest; for the first few places
  because: see set_reasons; for the first few places
--- */
SELECT
    held_sets.as_of,
    held_sets.account_id,
    set_places.product_id,
    set_places.share,
    set_places.times,
    set_places.place,
    set_reasons.base_product_id,
    set_reasons.because
FROM held_sets
INNER JOIN set_places ON held_sets.set_id = set_places.set_id
LEFT JOIN set_reasons
    ON set_places.set_id = set_reasons.set_id AND set_places.product_id = set_reasons.product_id

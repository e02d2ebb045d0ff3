/* ---
what: Days on which an account was spoken to about more; an outbound approach, an accepted play, a cross-sell deal created.
key: [as_of, account_id, product_id, touched_on]
columns:
  as_of: date
  account_id: text
  product_id: null where the approach names none
  touched_on: day
--- */
SELECT as_of, account_id, product_id, occurred_on AS touched_on FROM approaches
UNION
SELECT as_of, account_id, product_id, accepted_on AS touched_on FROM known.plays
UNION
SELECT as_of, account_id, product_id, created_on AS touched_on FROM cross_sell_deals

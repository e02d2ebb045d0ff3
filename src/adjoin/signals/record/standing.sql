/* ---
what: Signals that were there before their detector's watch began, so that nobody knows when they fired.
key: [account_id, product_id, name, after_on]
columns:
  account_id: text
  product_id: text
  name: of the detector
  after_on: the day before the watch
--- */
SELECT account_id, product_id, name, after_on
FROM presence
WHERE is_first AND known_on IS NOT NULL AND first_began_on <= after_on

/* ---
what: Every start of a product by an account that is known now, with its day.
key: [account_id, product_id, began_on]
columns:
  account_id: text
  product_id: text
  began_on: date
--- */
SELECT account_id, product_id, began_on FROM spans
WHERE began_on IS NOT NULL AND NOT is_floor

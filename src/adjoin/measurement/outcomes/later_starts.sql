/* ---
what: Every real start of a product known on the day the backtest speaks for.
key: [account_id, product_id, began_on]
columns:
  account_id: text
  product_id: text
  began_on: first day of the span
--- */
SELECT account_id, product_id, began_on FROM spans
WHERE NOT is_floor AND began_on IS NOT NULL

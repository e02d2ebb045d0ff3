/* ---
what: Every day an opportunity for the product was opened, known on the day the backtest speaks for.
key: [account_id, product_id, created_on]
columns:
  account_id: text
  product_id: text
  created_on: day
--- */
SELECT DISTINCT account_id, product_id, created_on FROM known.opportunities
WHERE product_id IS NOT NULL

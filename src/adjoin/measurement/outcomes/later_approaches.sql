/* ---
what: Every day of an approach that named the product, known on the day the backtest speaks for.
key: [account_id, product_id, occurred_on]
columns:
  account_id: text
  product_id: text
  occurred_on: day
--- */
SELECT DISTINCT account_id, product_id, occurred_on FROM approaches
WHERE product_id IS NOT NULL

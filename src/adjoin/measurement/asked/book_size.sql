/* ---
what: How many accounts hold something on each open date.
key: [as_of]
columns:
  as_of: date
  accounts: how many
--- */
SELECT as_of, count(DISTINCT account_id) AS accounts FROM holdings
GROUP BY as_of

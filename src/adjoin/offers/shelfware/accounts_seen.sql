/* ---
what: The last day on which any use of the account is recorded, of whatever product and be it none.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  seen_on: date
--- */
SELECT as_of, account_id, max(seen_on) AS seen_on FROM use_records
GROUP BY as_of, account_id

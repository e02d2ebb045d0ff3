/* ---
what: The days on which accounts entered experiments, at which what is known of them is asked.
key: [as_of, account_id]
columns:
  as_of: the day of the assignment or of the first play
  account_id: text
--- */
SELECT DISTINCT began_on AS as_of, account_id FROM experiment_units
WHERE began_on IS NOT NULL AND left_out IS NULL

/* ---
what: The arms of each experiment made elsewhere, as they are called there, and how many accounts each was given.
key: [as_of, experiment, arm]
columns:
  as_of: date
  experiment: text
  arm: any word
  accounts: count
--- */
SELECT as_of, experiment, arm, count(*) AS accounts
FROM known.assignments
GROUP BY as_of, experiment, arm

/* ---
what: How many root accounts count at the landmarks, and why the others do not.
key: [as_of, kind, age_days, state]
columns:
  as_of: date
  kind: landmark or calendar
  age_days: of the landmark
  state: counts, start_unknown, not_followed, ends_unknown or gone
  accounts: root accounts
--- */
SELECT as_of, kind, age_days, state, count(*) AS accounts
FROM landmarks
GROUP BY as_of, kind, age_days, state

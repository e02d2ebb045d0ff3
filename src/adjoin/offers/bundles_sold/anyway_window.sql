/* ---
what: >
  Within how many days a part must begin to count as begun anyway. The same days must have passed since a bundle was
  taken, and since a comparable account was looked at, before either is judged; younger ones wait.
key: [as_of]
columns:
  as_of: date
  follow_days: days; a start on the last of them counts, and so does one who was followed exactly so long
parameters: {follow_days: 180}
--- */
SELECT as_of, CAST($follow_days AS INTEGER) AS follow_days FROM dates

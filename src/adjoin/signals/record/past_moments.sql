/* ---
what: The past moments at which detectors are run again, evenly spaced back from the moment of the run, which is the last.
key: [as_of]
columns:
  as_of: date of the moment
  after_on: the day after which it is the first moment
parameters: {as_of: null, every_days: 28, days: 364}
--- */
WITH RECURSIVE moments_back AS (
    SELECT $as_of AS as_of, 1 AS place
    UNION ALL
    SELECT as_of - CAST($every_days AS INTEGER) AS as_of, place + 1 AS place
    FROM moments_back
    WHERE (place + 1) * $every_days <= $days
)

SELECT as_of, as_of - CAST($every_days AS INTEGER) AS after_on
FROM moments_back
ORDER BY as_of

/* ---
what: Of how many pairs the catalog says how they work together, any part of it.
key: [as_of]
columns:
  as_of: date
  pairs: ordered pairs
  said: of them
--- */
SELECT
    as_of,
    count(*) AS pairs,
    count(coalesce(sign_on, shared_data, activation, experience)) AS said
FROM pair_readiness
GROUP BY as_of

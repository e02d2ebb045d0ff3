/* ---
what: >
  What everything missing costs together, each open cell counted once: what we would build, what the customers would
  switch on, and both. Both is not their sum: a part that is missing on either side needs the two.
key: [as_of, kind]
columns:
  as_of: date
  kind: pair, prerequisite or both
  cells: sellable cells with a price; for prerequisites those whose account lacks something
  money: see integrations
  money_low: bound
  money_high: bound
  horizon_days: of the chances; null in snapshot mode
--- */
SELECT
    as_of,
    'pair' AS kind,
    CAST(sum(priced) AS BIGINT) AS cells,
    round(sum(built), 2) AS money,
    round(sum(built_low), 2) AS money_low,
    round(sum(built_high), 2) AS money_high,
    max(horizon_days) AS horizon_days
FROM pair_money
GROUP BY as_of
UNION ALL
SELECT
    as_of,
    'prerequisite' AS kind,
    CAST(sum(lacking) AS BIGINT) AS cells,
    round(sum(switched), 2) AS money,
    round(sum(switched_low), 2) AS money_low,
    round(sum(switched_high), 2) AS money_high,
    max(horizon_days) AS horizon_days
FROM pair_money
GROUP BY as_of
UNION ALL
SELECT
    as_of,
    'both' AS kind,
    CAST(sum(priced) AS BIGINT) AS cells,
    round(sum(whole), 2) AS money,
    round(sum(whole_low), 2) AS money_low,
    round(sum(whole_high), 2) AS money_high,
    max(horizon_days) AS horizon_days
FROM pair_money
GROUP BY as_of

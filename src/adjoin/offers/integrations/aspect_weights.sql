/* ---
what: >
  What each part of pair readiness weighs, and with them the project of its own that a product may need: the log-odds
  between none and full. None is below 0: a part that does harm where it is there is not worth building.
key: [as_of, aspect]
columns:
  as_of: date
  aspect: sign_on, shared_data, activation, experience or separate
  words: what it is called
  worth: log-odds, 0 or more
  source: default or learned
parameters: {separate_implementation: 0.6}
--- */
SELECT as_of, aspect, words, greatest(weight, 0) AS worth, 'default' AS source
FROM readiness_weights
UNION ALL
SELECT
    as_of,
    'separate' AS aspect,
    'a start without a project of its own' AS words,
    greatest(-ln($separate_implementation), 0) AS worth,
    'default' AS source
FROM dates

/* ---
what: >
  What each aspect of pair readiness weighs in log-odds by default: a pair without it has its odds times the parameter,
  one that has it in part half of that in log-odds. Opinions, until outcomes tell (`model_weights`).
key: [as_of, aspect]
columns:
  as_of: date
  aspect: sign_on, shared_data, activation or experience
  place: 1 to 4, in this order
  words: what the aspect is called
  weight: log-odds between none and full
parameters: {sign_on: 0.85, shared_data: 0.75, activation: 0.8, experience: 0.9}
--- */
WITH opinions AS (
    SELECT 'sign_on' AS aspect, 1 AS place, 'single sign-on' AS words, CAST($sign_on AS DOUBLE) AS times
    UNION ALL
    SELECT 'shared_data' AS aspect, 2 AS place, 'shared data' AS words, CAST($shared_data AS DOUBLE) AS times
    UNION ALL
    SELECT 'activation' AS aspect, 3 AS place, 'one-click activation' AS words, CAST($activation AS DOUBLE) AS times
    UNION ALL
    SELECT 'experience' AS aspect, 4 AS place, 'the same experience' AS words, CAST($experience AS DOUBLE) AS times
)

SELECT
    dates.as_of,
    opinions.aspect,
    CAST(opinions.place AS BIGINT) AS place,
    opinions.words,
    round(-ln(greatest(opinions.times, 0.001)), 12) AS weight
FROM dates
CROSS JOIN opinions

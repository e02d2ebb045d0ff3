/* ---
what: >
  The newest NPS or CSAT of the account is not poor, and somebody asked within a year. Poor is what the source itself
  colours red; else it is told by the scale. NPS is taken for answers of 0 to 10, poor below 7 (a detractor), while no
  score known in the whole book lies outside 0 to 10, else for a score of -100 to 100, poor below 0. CSAT is a share of
  its scale, poor below 60 % of it; the scale ends at the first of 1, 5, 7, 10 and 100 that no known score exceeds.
  `nps_answers` (yes, no) and `csat_top` say the scale instead. The worst measure speaks. An account never asked cannot be
  told (`unknown` says what that counts as); where nobody in the book was ever asked the gate is off.
severity: 25
needs_any: [health]
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters:
  unknown: warn
  asked_days: 365
  nps_answers: from the data
  nps_answer_poor_below: 7.0
  nps_poor_below: 0.0
  csat_top: 0.0
  csat_poor_share: 0.6
--- */
WITH asked AS (
    SELECT
        as_of, account_id, measure, day, score, colour,
        row_number() OVER (
            PARTITION BY as_of, account_id, measure ORDER BY day DESC, score, colour
        ) AS place
    FROM known.health
    WHERE measure IN ('nps', 'csat')
),

scales AS (
    SELECT
        as_of,
        measure,
        CASE $nps_answers
            WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE ELSE min(score) >= 0 AND max(score) <= 10
        END AS answers,
        CASE
            WHEN $csat_top > 0 THEN $csat_top
            WHEN max(score) <= 1 THEN 1.0
            WHEN max(score) <= 5 THEN 5.0
            WHEN max(score) <= 7 THEN 7.0
            WHEN max(score) <= 10 THEN 10.0
            ELSE 100.0
        END AS top
    FROM asked
    GROUP BY as_of, measure
),

weighed AS (
    SELECT
        asked.as_of,
        asked.account_id,
        asked.day,
        CASE
            WHEN asked.as_of - asked.day > $asked_days THEN 1
            WHEN asked.colour IS NOT NULL THEN CASE asked.colour WHEN 'red' THEN 2 ELSE 0 END
            WHEN asked.measure = 'csat' AND asked.score < $csat_poor_share * scales.top THEN 2
            WHEN asked.measure = 'nps' AND scales.answers AND asked.score < $nps_answer_poor_below THEN 2
            WHEN asked.measure = 'nps' AND NOT scales.answers AND asked.score < $nps_poor_below THEN 2
            ELSE 0
        END AS doubt,
        upper(asked.measure) || ' is ' || replace(CAST(CAST(round(asked.score, 1) AS DECIMAL(18, 1)) AS VARCHAR) || ' ', '.0 ', ' ')
        || CASE
            WHEN asked.colour IS NOT NULL THEN '(' || asked.colour || ') '
            WHEN asked.measure = 'csat' THEN 'of ' || CAST(CAST(scales.top AS INTEGER) AS VARCHAR) || ' '
            WHEN scales.answers THEN 'of 10 '
            ELSE ''
        END AS says
    FROM asked
    INNER JOIN scales ON asked.as_of = scales.as_of AND asked.measure = scales.measure
    WHERE asked.place = 1
),

speaking AS (
    SELECT
        as_of, account_id, day, doubt, says,
        row_number() OVER (
            PARTITION BY as_of, account_id
            ORDER BY CASE doubt WHEN 2 THEN 0 WHEN 0 THEN 1 ELSE 2 END, day DESC, says
        ) AS place
    FROM weighed
),

judged AS (
    SELECT
        book.as_of,
        book.account_id,
        speaking.day,
        speaking.says,
        CASE
            WHEN known_at.as_of IS NULL THEN 'nobody_asked'
            WHEN speaking.doubt IS NULL THEN 'never_asked'
            WHEN speaking.doubt = 2 THEN 'dissatisfied'
            WHEN speaking.doubt = 1 THEN 'not_asked_lately'
            ELSE 'satisfied'
        END AS reason_code
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    LEFT JOIN (SELECT DISTINCT as_of FROM asked) AS known_at ON book.as_of = known_at.as_of
    LEFT JOIN speaking
        ON book.as_of = speaking.as_of AND book.account_id = speaking.account_id AND speaking.place = 1
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE reason_code
        WHEN 'nobody_asked' THEN 'off'
        WHEN 'never_asked' THEN 'unknown'
        WHEN 'dissatisfied' THEN 'block'
        WHEN 'not_asked_lately' THEN 'warn'
        ELSE 'pass'
    END AS verdict,
    reason_code,
    CASE reason_code
        WHEN 'nobody_asked' THEN 'Neither NPS nor CSAT is on record for anybody'
        WHEN 'never_asked' THEN 'No NPS or CSAT is on record: ask how they are'
        WHEN 'dissatisfied' THEN says || 'as of ' || CAST(day AS VARCHAR) || ': mend that first'
        WHEN 'not_asked_lately' THEN 'Nobody asked for NPS or CSAT since ' || CAST(day AS VARCHAR)
        ELSE says || 'as of ' || CAST(day AS VARCHAR)
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM judged

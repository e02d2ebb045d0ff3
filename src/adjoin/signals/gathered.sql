/* ---
what: >
  Sightings gathered into one signal a cell and kind, as they stood on a day: the moment itself, and the day a standing
  snooze was entered. A sighting lives from the day it was detected until its condition ended or its window is over.
  The lead is the live sighting with most strength left; strength = 1 − (1 − lead) × 0.85^n, n the further days, at most
  five, with a live sighting. Where none lives, the one that closed last, for `closed_days`.
key: [as_of, judged_on, account_id, product_id, kind]
columns:
  as_of: date
  judged_on: the moment, or the day a snooze was entered
  account_id: text
  product_id: text
  kind: of signal
  name: of the lead's detector
  opened_on: first of the unbroken chain of live sightings that reaches to this day, as far back as sightings go
  detected_on: of the lead
  closed_on: null while a sighting lives
  expires_on: last end of a live sighting's window
  strength: 0 to 1, grown by repetition, before fading
  faded: strength that is left on the day; 0 once closed
  half_life_days: of the lead
  says: of the lead
  evidence: of the lead, with the number of sightings as `repeats`
  sightings: live ones; of a closed signal, the ones that closed with it
parameters: {growth: 0.85, most: 5, closed_days: 30}
--- */
WITH judged AS (
    SELECT as_of, as_of AS judged_on, account_id FROM moments
    UNION
    SELECT as_of, entered_on AS judged_on, account_id FROM snoozes
),

standing AS (
    SELECT
        sightings.*,
        judged.judged_on,
        least(
            coalesce(sightings.ended_on, CAST('9999-12-31' AS DATE)),
            sightings.detected_on + CAST(sightings.window_days AS INTEGER)
        ) AS closes_on,
        sightings.strength * power(0.5, (judged.judged_on - sightings.detected_on) / sightings.half_life_days) AS faded
    FROM sightings
    INNER JOIN judged ON sightings.as_of = judged.as_of AND sightings.account_id = judged.account_id
    INNER JOIN cells
        ON
            sightings.as_of = cells.as_of
            AND sightings.account_id = cells.account_id
            AND sightings.product_id = cells.product_id
    WHERE sightings.detected_on <= judged.judged_on
),

reach AS (
    SELECT
        *,
        max(closes_on) OVER (
            PARTITION BY as_of, judged_on, account_id, product_id, kind
            ORDER BY detected_on, closes_on, name, says, evidence
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM standing
),

chained AS (
    SELECT
        *,
        sum(CASE WHEN reached_on IS NULL OR detected_on > reached_on THEN 1 ELSE 0 END) OVER (
            PARTITION BY as_of, judged_on, account_id, product_id, kind
            ORDER BY detected_on, closes_on, name, says, evidence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS chain
    FROM reach
),

latest AS (
    SELECT
        *,
        max(chain) OVER (PARTITION BY as_of, judged_on, account_id, product_id, kind) AS last_chain,
        min(detected_on) OVER (PARTITION BY as_of, judged_on, account_id, product_id, kind, chain) AS opened_on,
        max(closes_on) OVER (PARTITION BY as_of, judged_on, account_id, product_id, kind, chain) AS over_on
    FROM chained
),

ranked AS (
    SELECT
        *,
        over_on <= judged_on AS is_closed,
        row_number() OVER (
            PARTITION BY as_of, judged_on, account_id, product_id, kind
            ORDER BY faded DESC, detected_on DESC, name, says, evidence
        ) AS place,
        count(*) OVER (PARTITION BY as_of, judged_on, account_id, product_id, kind) AS seen
    FROM latest
    WHERE
        chain = last_chain
        AND (
            closes_on > judged_on
            OR (over_on <= judged_on AND over_on > judged_on - $closed_days AND closes_on = over_on)
        )
),

days AS (
    SELECT as_of, judged_on, account_id, product_id, kind, count(DISTINCT detected_on) AS seen_days
    FROM ranked
    GROUP BY as_of, judged_on, account_id, product_id, kind
),

grown AS (
    SELECT
        ranked.*,
        round(1 - (1 - ranked.strength) * power($growth, least(days.seen_days - 1, $most)), 9) AS grown
    FROM ranked
    INNER JOIN days
        ON
            ranked.as_of = days.as_of
            AND ranked.judged_on = days.judged_on
            AND ranked.account_id = days.account_id
            AND ranked.product_id = days.product_id
            AND ranked.kind = days.kind
    WHERE ranked.place = 1
)

SELECT
    as_of,
    judged_on,
    account_id,
    product_id,
    kind,
    name,
    opened_on,
    detected_on,
    CASE WHEN is_closed THEN over_on END AS closed_on,
    over_on AS expires_on,
    grown AS strength,
    CASE
        WHEN is_closed THEN 0
        ELSE round(grown * power(0.5, (judged_on - detected_on) / half_life_days), 12)
    END AS faded,
    half_life_days,
    says,
    CASE WHEN evidence = '{}' THEN '{' ELSE left(evidence, length(evidence) - 1) || ',' END
    || '"repeats":' || CAST(seen AS VARCHAR) || '}' AS evidence,
    seen AS sightings
FROM grown

/* ---
what: >
  The signals, one per account, product and kind, on products the account does not hold, with their state of life.
  Weight × strength × 0.5^(age / half-life) is the score; a closed one has none.
key: [as_of, account_id, product_id, kind]
columns:
  as_of: date
  account_id: text
  product_id: the adjacent product it points to
  kind: of signal
  name: of the detector whose sighting leads
  state: >
    open; fading once the lead is older than its half-life; snoozed while a person said later and nothing stronger came;
    closed for thirty days after its condition ended or its window was over
  opened_on: first of the unbroken chain of live sightings
  detected_on: of the lead, the live sighting with most strength left
  closed_on: null while it lives
  strength: 0 to 1, grown by repetition, before fading
  faded: strength that is left at the moment; 0 once closed
  weight: log-odds of a signal at full strength, an expert's
  score: weight times faded strength
  says: what was seen, as a sentence
  evidence: the rows that show it, as JSON, with the number of sightings
  sightings: how many live ones it is gathered from
  expires_on: the day the last of them is over unless something new is seen
--- */
WITH asleep AS (
    SELECT DISTINCT snoozes.as_of, snoozes.account_id, snoozes.product_id
    FROM snoozes
    LEFT JOIN woken ON snoozes.as_of = woken.as_of AND snoozes.hold_id = woken.hold_id
    WHERE woken.hold_id IS NULL
),

sleeping AS (
    SELECT DISTINCT gathered.as_of, gathered.account_id, gathered.product_id
    FROM gathered
    INNER JOIN asleep
        ON
            gathered.as_of = asleep.as_of
            AND gathered.account_id = asleep.account_id
            AND gathered.product_id = coalesce(asleep.product_id, gathered.product_id)
)

SELECT
    gathered.as_of,
    gathered.account_id,
    gathered.product_id,
    gathered.kind,
    gathered.name,
    CASE
        WHEN gathered.closed_on IS NOT NULL THEN 'closed'
        WHEN sleeping.account_id IS NOT NULL THEN 'snoozed'
        WHEN gathered.as_of - gathered.detected_on > gathered.half_life_days THEN 'fading'
        ELSE 'open'
    END AS state,
    gathered.opened_on,
    gathered.detected_on,
    gathered.closed_on,
    gathered.strength,
    gathered.faded,
    weights.weight,
    weights.weight * gathered.faded AS score,
    gathered.says,
    gathered.evidence,
    gathered.sightings,
    gathered.expires_on
FROM gathered
INNER JOIN detector_weights AS weights ON gathered.as_of = weights.as_of AND gathered.kind = weights.kind
LEFT JOIN sleeping
    ON
        gathered.as_of = sleeping.as_of
        AND gathered.account_id = sleeping.account_id
        AND gathered.product_id = sleeping.product_id
WHERE gathered.judged_on = gathered.as_of

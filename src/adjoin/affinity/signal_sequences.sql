/* ---
what: >
  Daily counts of who enters the cohort of a pair with a signal of one kind, begins the second product while still
  holding the first, loses or replaces the first, is still followed, up to a last day.
key: [condition, from_product, to_product, day]
columns:
  condition: number of the kind, see signal_kinds
  from_product: number of the product held
  to_product: number of the product that the signal points to
  day: days since the signal
  entered: accounts
  events: adoptions
  competing: accounts whose first product ends, migrations among them
  censored: accounts followed to the as-of date
  replaced: migrations
parameters: {last_day: null}
--- */
WITH met AS (
    SELECT
        starts.condition,
        starts.from_product,
        starts.to_product,
        starts.entry,
        CASE
            WHEN replacements.account IS NOT NULL THEN 'replaced'
            WHEN b.account IS NOT NULL AND coalesce(b.began_on <= starts.ended_on, TRUE) THEN 'adopted'
            WHEN starts.ended_on IS NOT NULL THEN 'ended'
            ELSE 'followed'
        END AS course,
        starts.exit,
        b.began_on - starts.fired_on AS begun
    FROM signal_starts AS starts
    LEFT JOIN member_spans AS b
        ON starts.account = b.account AND starts.to_product = b.product AND b.place = 1
    LEFT JOIN replacements
        ON
            starts.account = replacements.account
            AND starts.from_product = replacements.from_product
            AND starts.began_on = replacements.began_on
            AND starts.to_product = replacements.to_product
),

leaving AS (
    SELECT
        condition,
        from_product,
        to_product,
        entry,
        course,
        CASE WHEN course IN ('replaced', 'adopted') THEN begun ELSE exit END AS day
    FROM met
),

moves AS (
    SELECT
        condition, from_product, to_product, entry AS day,
        1 AS entered, 0 AS events, 0 AS competing, 0 AS censored, 0 AS replaced
    FROM leaving
    WHERE entry = 0 OR day > entry
    UNION ALL
    SELECT
        condition, from_product, to_product, day,
        0 AS entered,
        CASE WHEN course = 'adopted' THEN 1 ELSE 0 END AS events,
        CASE WHEN course IN ('replaced', 'ended') THEN 1 ELSE 0 END AS competing,
        CASE WHEN course = 'followed' THEN 1 ELSE 0 END AS censored,
        CASE WHEN course = 'replaced' THEN 1 ELSE 0 END AS replaced
    FROM leaving
    WHERE entry = 0 OR day > entry
)

SELECT
    condition,
    from_product,
    to_product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(events) AS BIGINT) AS events,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored,
    CAST(sum(replaced) AS BIGINT) AS replaced
FROM moves
WHERE day <= $last_day
GROUP BY condition, from_product, to_product, day

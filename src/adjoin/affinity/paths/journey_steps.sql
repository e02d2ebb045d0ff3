/* ---
what: >
  The last step of each journey by days since the start of the last product but one: of the accounts that had come so
  far in that order and had never held the last product, who began it while they held the last but one, who lost that
  or took the last product in place of another first, whose follow-up ends.
key: [journey, day]
columns:
  journey: number, see journeys_chosen
  day: days since the start of the last product but one
  entered: accounts
  events: accounts that take the step
  competing: accounts that can no longer take it
  censored: accounts that still can on the as-of date
--- */
WITH cohort AS (
    SELECT
        chosen.journey,
        before.entry,
        before.exit,
        CASE WHEN before.ended_on IS NULL THEN 0 ELSE 1 END AS ends,
        CASE WHEN starts.account IS NULL THEN 0 ELSE 1 END AS steps,
        later.began_on - before.began_on AS day
    FROM journeys_chosen AS chosen
    INNER JOIN journey_courses AS courses
        ON courses.length = chosen.length - 1 AND chosen.course_before = courses.course
    INNER JOIN beginnings AS before
        ON courses.account = before.account AND chosen.product_before = before.product
    LEFT JOIN member_spans AS later
        ON courses.account = later.account AND chosen.product_last = later.product AND later.place = 1
    LEFT JOIN starts ON courses.account = starts.account AND chosen.product_last = starts.product
    WHERE before.observed AND coalesce(NOT later.is_floor AND later.began_on > before.began_on, TRUE)
),

left_by AS (
    SELECT
        journey,
        entry,
        CASE WHEN day <= exit THEN day ELSE exit END AS day,
        CASE WHEN day <= exit THEN steps ELSE 0 END AS events,
        CASE WHEN day <= exit THEN 1 - steps ELSE ends END AS competing
    FROM cohort
),

moves AS (
    SELECT journey, entry AS day, 1 AS entered, 0 AS events, 0 AS competing, 0 AS censored FROM left_by
    WHERE entry = 0 OR day > entry
    UNION ALL
    SELECT journey, day, 0 AS entered, events, competing, 1 - events - competing AS censored FROM left_by
    WHERE entry = 0 OR day > entry
)

SELECT
    journey,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(events) AS BIGINT) AS events,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored
FROM moves
GROUP BY journey, day
ORDER BY journey, day

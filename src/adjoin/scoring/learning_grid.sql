/* ---
what: >
  The past dates on which the whole book is judged to learn from: `within_days` before the moment, so that every
  approach since the newest of them has had its days, and every `every_days` before that, as far back as approaches go.
key: [as_of]
columns:
  as_of: date
parameters: {every_days: 91, most_dates: 24, within_days: null}
--- */
WITH RECURSIVE first_approach AS (
    SELECT as_of AS run_on, min(approached_on) AS approached_on FROM approach_episodes
    GROUP BY as_of
),

grid AS (
    SELECT run_on - CAST($within_days AS INTEGER) AS as_of, approached_on, 1 AS place FROM first_approach
    UNION ALL
    SELECT as_of - CAST($every_days AS INTEGER) AS as_of, approached_on, place + 1 AS place FROM grid
    WHERE as_of >= approached_on AND place < $most_dates
)

SELECT as_of FROM grid
ORDER BY as_of

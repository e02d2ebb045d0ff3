/* ---
what: >
  The windows that the scorecard looks at, both days included: for the whole book those that end on the moment, and of
  each of the last quarters, the current one up to the moment. `year` windows are of two days a year apart.
key: [as_of, scope_kind, scope, measures]
columns:
  as_of: date
  scope_kind: all or period
  scope: all, or the quarter, such as 2026 Q3, with 'to date' while it goes on
  measures: touch (coverage, opportunity creation), deals (win rate, cycle, uplift) or year (NRR, GRR, penetration)
  window_from: day
  window_to: day
parameters: {touch_days: 90, deals_days: 365, year_days: 365, quarters: 6}
--- */
WITH places AS (
    SELECT 0 AS place
    UNION ALL SELECT 1
    UNION ALL SELECT 2
    UNION ALL SELECT 3
    UNION ALL SELECT 4
    UNION ALL SELECT 5
    UNION ALL SELECT 6
    UNION ALL SELECT 7
),

kinds AS (
    SELECT 'touch' AS measures, CAST($touch_days AS INTEGER) - 1 AS days
    UNION ALL SELECT 'deals', CAST($deals_days AS INTEGER) - 1
    UNION ALL SELECT 'year', CAST($year_days AS INTEGER)
),

starts AS (
    SELECT
        dates.as_of,
        CAST(CAST(date_trunc('quarter', dates.as_of) AS DATE) - places.place * INTERVAL '3 month' AS DATE) AS first_day
    FROM dates
    CROSS JOIN places
    WHERE places.place < $quarters
),

quarters AS (
    SELECT as_of, first_day, CAST(first_day + INTERVAL '3 month' AS DATE) - 1 AS last_day FROM starts
),

named AS (
    SELECT
        as_of,
        first_day,
        CASE WHEN last_day < as_of THEN last_day ELSE as_of END AS last_day,
        CAST(CAST(extract(YEAR FROM first_day) AS INTEGER) AS VARCHAR) || ' Q'
        || CAST(CAST(extract(QUARTER FROM first_day) AS INTEGER) AS VARCHAR)
        || CASE WHEN last_day > as_of THEN ' to date' ELSE '' END AS scope
    FROM quarters
)

SELECT
    dates.as_of, 'all' AS scope_kind, 'all' AS scope, kinds.measures,
    dates.as_of - kinds.days AS window_from, dates.as_of AS window_to
FROM dates
CROSS JOIN kinds
UNION ALL
SELECT
    named.as_of, 'period' AS scope_kind, named.scope, kinds.measures,
    CASE WHEN kinds.measures = 'year' THEN named.last_day - kinds.days ELSE named.first_day END AS window_from,
    named.last_day AS window_to
FROM named
CROSS JOIN kinds

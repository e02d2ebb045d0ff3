/* ---
what: >
  Each account's days cut where its holdings, the calendar year or its tenure band change, days that hold nothing
  left out. A product counts from the day after it began (what begins on a day cannot have moved what begins on the
  same day) to its last day.
key: [account, after_on]
columns:
  account: number, see members
  after_on: the day before the first day of the interval
  until_on: its last day
  days: number of days
  stratum: 'number made of segment, products held (1000), tenure band (10) and calendar year (10000)'
parameters:
  as_of: null
  ends_from: null
  tenure_1: 90
  tenure_2: 180
  tenure_3: 365
  tenure_4: 730
--- */
WITH RECURSIVE years AS (
    SELECT CAST(extract(YEAR FROM min(first_on)) AS INTEGER) AS year FROM members
    UNION ALL
    SELECT year + 1 AS year FROM years
    WHERE year < CAST(extract(YEAR FROM $as_of) AS INTEGER)
),

tenures AS (
    SELECT $tenure_1 AS days
    UNION ALL
    SELECT $tenure_2 AS days
    UNION ALL
    SELECT $tenure_3 AS days
    UNION ALL
    SELECT $tenure_4 AS days
),

cuts AS (
    SELECT account, began_on AS day, 1 AS step FROM member_spans
    UNION ALL
    SELECT account, ended_on AS day, -1 AS step FROM member_spans
    UNION ALL
    SELECT members.account, CAST(years.year || '-12-31' AS DATE) AS day, 0 AS step
    FROM members
    INNER JOIN years ON extract(YEAR FROM members.first_on) <= years.year
    UNION ALL
    SELECT members.account, members.first_on + tenures.days AS day, 0 AS step
    FROM members
    CROSS JOIN tenures
    UNION ALL
    SELECT account, CAST($ends_from AS DATE) AS day, 0 AS step FROM members
),

points AS (
    SELECT account, day, sum(step) AS step FROM cuts
    WHERE day < $as_of
    GROUP BY account, day
),

intervals AS (
    SELECT
        account,
        day AS after_on,
        coalesce(lead(day) OVER (PARTITION BY account ORDER BY day), $as_of) AS until_on,
        sum(step) OVER (
            PARTITION BY account ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS held
    FROM points
),

placed AS (
    SELECT
        intervals.account,
        intervals.after_on,
        intervals.until_on,
        intervals.held,
        members.segment,
        CASE
            WHEN intervals.after_on - members.first_on < $tenure_1 THEN 0
            WHEN intervals.after_on - members.first_on < $tenure_2 THEN 1
            WHEN intervals.after_on - members.first_on < $tenure_3 THEN 2
            WHEN intervals.after_on - members.first_on < $tenure_4 THEN 3
            ELSE 4
        END AS band,
        extract(YEAR FROM intervals.after_on + 1) AS year
    FROM intervals
    INNER JOIN members ON intervals.account = members.account
    WHERE intervals.held > 0 AND coalesce(intervals.after_on >= CAST($ends_from AS DATE), TRUE)
)

SELECT
    account,
    after_on,
    until_on,
    until_on - after_on AS days,
    CAST(((segment * 1000 + held) * 10 + band) * 10000 + year AS BIGINT) AS stratum
FROM placed

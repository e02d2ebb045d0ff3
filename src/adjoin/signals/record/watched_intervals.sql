/* ---
what: >
  Each account's days on watch cut where its holdings, the calendar quarter, its tenure band or the watch change, days
  that hold nothing left out, and those on which an experiment of ours held it out of plays. A product counts from the
  day after it began to its last day.
key: [account_id, after_on]
columns:
  account_id: text
  after_on: the day before the first day of the interval
  until_on: its last day
  stratum: 'number made of watch segment, products held (1000), tenure band (10), calendar year (10000) and quarter (10)'
parameters:
  as_of: null
  tenure_1: 90
  tenure_2: 180
  tenure_3: 365
  tenure_4: 730
--- */
WITH RECURSIVE quarters AS (
    SELECT CAST(date_trunc('quarter', min(after_on)) AS DATE) AS begins_on FROM watch_segments
    UNION ALL
    SELECT CAST(begins_on + INTERVAL '3 month' AS DATE) AS begins_on FROM quarters
    WHERE begins_on < $as_of
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

held AS (
    SELECT spans.account_id, spans.began_on, spans.ended_on
    FROM spans
    INNER JOIN watched_accounts AS accounts ON spans.account_id = accounts.account_id
    WHERE spans.as_of = $as_of AND spans.began_on IS NOT NULL
),

cuts AS (
    SELECT account_id, from_on - 1 AS day, 0 AS step FROM watched_held
    UNION ALL
    SELECT account_id, until_on - 1 AS day, 0 AS step FROM watched_held
    WHERE until_on IS NOT NULL
    UNION ALL
    SELECT account_id, began_on AS day, 1 AS step FROM held
    UNION ALL
    SELECT account_id, ended_on AS day, -1 AS step FROM held
    UNION ALL
    SELECT accounts.account_id, quarters.begins_on - 1 AS day, 0 AS step
    FROM watched_accounts AS accounts
    CROSS JOIN quarters
    UNION ALL
    SELECT accounts.account_id, accounts.first_on + tenures.days AS day, 0 AS step
    FROM watched_accounts AS accounts
    CROSS JOIN tenures
    UNION ALL
    SELECT accounts.account_id, segments.after_on AS day, 0 AS step
    FROM watched_accounts AS accounts
    CROSS JOIN watch_segments AS segments
),

points AS (
    SELECT account_id, day, sum(step) AS step FROM cuts
    WHERE day < $as_of
    GROUP BY account_id, day
),

intervals AS (
    SELECT
        account_id,
        day AS after_on,
        coalesce(lead(day) OVER (PARTITION BY account_id ORDER BY day), $as_of) AS until_on,
        sum(step) OVER (
            PARTITION BY account_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS held
    FROM points
),

placed AS (
    SELECT
        intervals.account_id,
        intervals.after_on,
        intervals.until_on,
        intervals.held,
        segments.segment,
        CASE
            WHEN intervals.after_on - accounts.first_on < $tenure_1 THEN 0
            WHEN intervals.after_on - accounts.first_on < $tenure_2 THEN 1
            WHEN intervals.after_on - accounts.first_on < $tenure_3 THEN 2
            WHEN intervals.after_on - accounts.first_on < $tenure_4 THEN 3
            ELSE 4
        END AS band,
        extract(YEAR FROM intervals.after_on + 1) AS year,
        extract(QUARTER FROM intervals.after_on + 1) AS quarter
    FROM intervals
    INNER JOIN watched_accounts AS accounts ON intervals.account_id = accounts.account_id
    INNER JOIN watch_segments AS segments
        ON intervals.after_on >= segments.after_on AND intervals.until_on <= segments.until_on
    WHERE
        intervals.held > 0
        AND NOT EXISTS (
            SELECT 1 FROM watched_held
            WHERE
                watched_held.account_id = intervals.account_id
                AND watched_held.from_on <= intervals.after_on + 1
                AND coalesce(watched_held.until_on > intervals.after_on + 1, TRUE)
        )
)

SELECT
    account_id,
    after_on,
    until_on,
    CAST((((segment * 1000 + held) * 10 + band) * 10000 + year) * 10 + quarter AS BIGINT) AS stratum
FROM placed

/* ---
what: >
  For how long each root account held anything at all: spans of all its accounts and products, gaps of at most
  `gap_days` closed into one. Spans with an unknown first day are left out.
key: [as_of, root_id, began_on]
columns:
  as_of: date
  root_id: text
  began_on: first day it held anything
  last_on: last day it held anything; the year 9999 while it goes on
parameters: {gap_days: 90}
--- */
WITH held AS (
    SELECT
        spans.as_of,
        roots.root_id,
        spans.began_on,
        coalesce(spans.ended_on, CAST('9999-12-31' AS DATE)) AS last_on
    FROM spans
    INNER JOIN roots ON spans.as_of = roots.as_of AND spans.account_id = roots.account_id
    WHERE spans.began_on IS NOT NULL
),

reach AS (
    SELECT
        as_of,
        root_id,
        began_on,
        last_on,
        max(last_on) OVER (
            PARTITION BY as_of, root_id ORDER BY began_on, last_on
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM held
),

numbered AS (
    SELECT
        as_of,
        root_id,
        began_on,
        last_on,
        sum(CASE WHEN reached_on IS NULL OR began_on - reached_on - 1 > $gap_days THEN 1 ELSE 0 END) OVER (
            PARTITION BY as_of, root_id
            -- Equal spans are told apart by what came before them, so that both windows see one order.
            ORDER BY began_on, last_on, reached_on NULLS FIRST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS tenure
    FROM reach
)

SELECT as_of, root_id, min(began_on) AS began_on, max(last_on) AS last_on
FROM numbered
GROUP BY as_of, root_id, tenure

/* ---
what: >
  The trials that subscriptions show (`is_trial`), lines of one account and product with at most `gap_days` between them
  taken as one; those beside a trial that somebody told of are left out, for that one says more.
key: [as_of, account_id, product_id, started_on]
columns:
  as_of: date
  trial_id: subscriptions:ACCOUNT:PRODUCT:DAY
  account_id: text
  product_id: text
  started_on: the first day
  ended_on: the last day; null while it goes on
parameters: {gap_days: 30}
--- */
WITH lines AS (
    SELECT as_of, account_id, product_id, started_on, coalesce(ended_on, CAST('9999-12-31' AS DATE)) AS last_day
    FROM known.subscriptions
    WHERE coalesce(is_trial, FALSE) AND started_on IS NOT NULL
),

reach AS (
    SELECT
        *,
        max(last_day) OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY started_on, last_day
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM lines
),

numbered AS (
    SELECT
        *,
        sum(CASE WHEN reached_on IS NULL OR started_on - reached_on - 1 > $gap_days THEN 1 ELSE 0 END) OVER (
            PARTITION BY as_of, account_id, product_id
            -- Equal lines are told apart by what came before them, so that both windows see one order.
            ORDER BY started_on, last_day, reached_on NULLS FIRST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS trial_number
    FROM reach
),

joined AS (
    SELECT
        as_of,
        account_id,
        product_id,
        min(started_on) AS started_on,
        CASE WHEN max(last_day) < CAST('9999-12-31' AS DATE) THEN max(last_day) END AS ended_on
    FROM numbered
    GROUP BY as_of, account_id, product_id, trial_number
)

SELECT
    joined.as_of,
    'subscriptions:' || joined.account_id || ':' || joined.product_id || ':'
    || CAST(joined.started_on AS VARCHAR) AS trial_id,
    joined.account_id,
    joined.product_id,
    joined.started_on,
    joined.ended_on
FROM joined
WHERE NOT EXISTS (
    SELECT 1 FROM trials_told AS told
    WHERE
        told.as_of = joined.as_of
        AND told.account_id = joined.account_id
        AND told.product_id = joined.product_id
        AND told.started_on <= coalesce(joined.ended_on, joined.as_of)
        AND coalesce(told.ended_on, joined.as_of) >= joined.started_on
)

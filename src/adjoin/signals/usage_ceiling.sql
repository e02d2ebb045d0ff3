/* ---
what: >
  A metered quantity that the catalog maps to another product reaches 80 % of its limit, or its trend over eight periods
  reaches the limit within 45 days. Dated on the last day of the period in which the share was first reached in the
  present unbroken run, or, while it is not, in which the trend first said so; it ends when neither holds any more, and it is kept
  as long as the weeks reach back.
kind: usage_ceiling
weight: 2.2
half_life_days: 60
lookback_days: 56
needs: [usage, limits]
key: [as_of, account_id, product_id, detected_on, evidence]
columns:
  {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , ended_on: , fires_up_to: }
parameters: {share: 0.8, within_days: 45, window_days: 180}
try: {parameter: share, loosest: 0.5, strictest: 1.0, unit: of the limit}
--- */
WITH full_once AS (
    -- A series that fires in no period has no run: only the others are read to the end.
    SELECT DISTINCT meters.as_of, meters.account_id, meters.product_id, meters.metric, meters.grain
    FROM meters
    INNER JOIN (SELECT DISTINCT base_product_id, metric FROM catalog_ceilings) AS watched
        ON meters.product_id = watched.base_product_id AND meters.metric = watched.metric
    WHERE
        meters.used >= $share
        OR (meters.used >= $share / 2 AND meters.full_on <= meters.period_end + $within_days)
),

judged AS (
    SELECT
        meters.*,
        CASE
            WHEN meters.used >= $share THEN 1
            WHEN meters.used >= $share / 2 AND meters.full_on <= meters.period_end + $within_days THEN 1
            ELSE 0
        END AS fires,
        lead(meters.period_end) OVER (
            PARTITION BY meters.as_of, meters.account_id, meters.product_id, meters.metric, meters.grain
            ORDER BY meters.period_end
        ) AS next_on
    FROM meters
    INNER JOIN full_once
        ON
            meters.as_of = full_once.as_of
            AND meters.account_id = full_once.account_id
            AND meters.product_id = full_once.product_id
            AND meters.metric = full_once.metric
            AND meters.grain = full_once.grain
),

numbered AS (
    SELECT
        *,
        sum(1 - fires) OVER (
            PARTITION BY as_of, account_id, product_id, metric, grain
            ORDER BY period_end
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM judged
),

runs AS (
    SELECT
        as_of,
        account_id,
        product_id,
        metric,
        grain,
        max(period_end) AS last_on,
        coalesce(min(CASE WHEN used >= $share THEN period_end END), min(period_end)) AS detected_on
    FROM numbered
    WHERE fires = 1
    GROUP BY as_of, account_id, product_id, metric, grain, run
)

SELECT
    runs.as_of,
    runs.account_id,
    ceilings.product_id,
    runs.detected_on,
    round(
        CASE
            WHEN judged.used >= $share AND $share >= 1 THEN 1
            WHEN judged.used >= $share THEN least(1, 0.5 + 0.5 * (judged.used - $share) / (1 - $share))
            ELSE 0.5 * (1 - (judged.full_on - judged.period_end) / CAST($within_days + 1 AS DOUBLE))
        END, 6
    ) AS strength,
    products.name || ' ' || replace(runs.metric, '_', ' ') || ' at '
    || CAST(CAST(round(100 * judged.used) AS INTEGER) AS VARCHAR) || ' % of the limit'
    || CASE
        WHEN judged.used < 1 AND judged.full_on <= judged.as_of THEN ', full any day now'
        WHEN judged.used < 1 AND judged.full_on <= judged.period_end + 120 AND judged.full_high IS NOT NULL
            THEN ', full by ' || CAST(judged.full_on AS VARCHAR)
        ELSE ''
    END AS says,
    json_object(
        'table', 'usage', 'product_id', runs.product_id, 'metric', runs.metric, 'value', round(judged.quantity, 2),
        'limit', judged.limit_quantity, 'threshold', $share, 'period_end', judged.period_end,
        'trend_per_day', round(judged.slope, 4) + 0, 'full_on', judged.full_on, 'full_low', judged.full_low,
        'full_high', judged.full_high
    ) AS evidence,
    CASE
        WHEN judged.periods_ago > 0
            THEN coalesce(
                judged.next_on,
                CASE
                    WHEN judged.grain = 'week' THEN judged.period_end + 7
                    ELSE CAST(date_trunc('month', judged.period_end + 40) AS DATE) - 1
                END
            )
    END AS ended_on,
    CASE
        WHEN judged.full_on <= judged.period_end + $within_days THEN greatest(judged.used, least(2 * judged.used, 1))
        ELSE judged.used
    END AS fires_up_to
FROM runs
INNER JOIN judged
    ON
        runs.as_of = judged.as_of
        AND runs.account_id = judged.account_id
        AND runs.product_id = judged.product_id
        AND runs.metric = judged.metric
        AND runs.grain = judged.grain
        AND runs.last_on = judged.period_end
INNER JOIN catalog_ceilings AS ceilings
    ON runs.product_id = ceilings.base_product_id AND runs.metric = ceilings.metric
INNER JOIN catalog_products AS products ON runs.product_id = products.product_id
INNER JOIN holdings
    ON
        runs.as_of = holdings.as_of
        AND runs.account_id = holdings.account_id
        AND runs.product_id = holdings.product_id

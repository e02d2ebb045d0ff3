/* ---
what: >
  A metric that the catalog calls a workaround rises above the account's own past, or starts anew: the mean of the
  last four complete weeks (the last complete month) against the median of the account's oldest eight weeks among the
  13th to 25th before (three months among the third to fifth), in robust z with a Poisson floor; so a shift is still
  seen four months after it began. A period without a row counts as none where the account's other usage of the product
  is on record and the vendor already recorded the metric somewhere. Over once the weeks are as before.
kind: workaround
weight: 2.2
half_life_days: 60
lookback_days: 133
needs: [usage]
key: [as_of, account_id, product_id, evidence]
columns:
  {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , ended_on: , fires_up_to: }
parameters: {z: 4.0, ratio: 1.5, least: 5.0, past_weeks: 6, recent_weeks: 3}
try: {parameter: z, loosest: 2.0, strictest: 12.0, unit: robust standard deviations}
--- */
WITH watched AS (
    SELECT DISTINCT base_product_id, metric FROM catalog_workarounds
),

pace AS (
    SELECT 'week' AS grain, 0 AS back, 4 AS recent, $recent_weeks AS least_recent, 13 AS gap, $past_weeks AS least_past,
        CAST($least AS DOUBLE) AS least
    UNION ALL
    SELECT 'week' AS grain, 4 AS back, 4 AS recent, $recent_weeks AS least_recent, 13 AS gap, $past_weeks AS least_past,
        CAST($least AS DOUBLE) AS least
    UNION ALL
    SELECT 'month' AS grain, 0 AS back, 1 AS recent, 1 AS least_recent, 3 AS gap, 3 AS least_past,
        $least * 365.25 / 84 AS least
),

recorded AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        weeks.product_id AS base_product_id,
        weeks.metric,
        weeks.grain,
        weeks.period_end,
        weeks.periods_ago,
        weeks.quantity
    FROM weeks
    INNER JOIN watched ON weeks.product_id = watched.base_product_id AND weeks.metric = watched.metric
    WHERE weeks.periods_ago BETWEEN 0 AND 25
),

busy AS (
    -- Only what was lately recorded in the least quantity can have risen to it: no other series needs its past.
    SELECT DISTINCT recorded.as_of, recorded.account_id, recorded.base_product_id, recorded.metric, recorded.grain
    FROM recorded
    INNER JOIN pace ON recorded.grain = pace.grain
    WHERE recorded.periods_ago BETWEEN pace.back AND pace.back + pace.recent - 1
    GROUP BY
        recorded.as_of, recorded.account_id, recorded.base_product_id, recorded.metric, recorded.grain, pace.back
    HAVING sum(recorded.quantity) >= max(pace.least * pace.least_recent)
),

used AS (
    SELECT
        busy.as_of,
        busy.account_id,
        busy.base_product_id,
        busy.metric,
        busy.grain,
        weeks.period_end,
        weeks.periods_ago,
        sum(CASE WHEN weeks.metric = busy.metric THEN weeks.quantity ELSE 0 END) AS quantity
    FROM weeks
    INNER JOIN busy
        ON
            weeks.as_of = busy.as_of
            AND weeks.account_id = busy.account_id
            AND weeks.product_id = busy.base_product_id
            AND weeks.grain = busy.grain
    WHERE weeks.periods_ago BETWEEN 0 AND 25
    GROUP BY
        busy.as_of, busy.account_id, busy.base_product_id, busy.metric, busy.grain, weeks.period_end,
        weeks.periods_ago
),

series AS (
    SELECT used.*, pace.back, pace.recent, pace.gap, pace.least_recent, pace.least_past, pace.least
    FROM used
    INNER JOIN recorded_metrics AS recording
        ON
            used.as_of = recording.as_of
            AND used.base_product_id = recording.base_product_id
            AND used.metric = recording.metric
    INNER JOIN pace ON used.grain = pace.grain
    WHERE used.period_end >= recording.since
),

oldest AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, base_product_id, metric, grain, back ORDER BY periods_ago DESC
        ) AS place
    FROM series
    WHERE periods_ago >= back + gap
),

middle AS (
    SELECT as_of, account_id, base_product_id, metric, grain, back, median(quantity) AS usual
    FROM oldest
    WHERE place <= 8
    GROUP BY as_of, account_id, base_product_id, metric, grain, back
    HAVING count(*) >= max(least_past)
),

past AS (
    SELECT
        oldest.as_of,
        oldest.account_id,
        oldest.base_product_id,
        oldest.metric,
        oldest.grain,
        oldest.back,
        max(middle.usual) AS usual,
        greatest(
            1.4826 * median(abs(oldest.quantity - middle.usual)), sqrt(greatest(max(middle.usual), 1))
        ) AS scale
    FROM oldest
    INNER JOIN middle
        ON
            oldest.as_of = middle.as_of
            AND oldest.account_id = middle.account_id
            AND oldest.base_product_id = middle.base_product_id
            AND oldest.metric = middle.metric
            AND oldest.grain = middle.grain
            AND oldest.back = middle.back
    WHERE oldest.place <= 8
    GROUP BY oldest.as_of, oldest.account_id, oldest.base_product_id, oldest.metric, oldest.grain, oldest.back
),

shift AS (
    SELECT
        series.as_of,
        series.account_id,
        series.base_product_id,
        series.metric,
        series.grain,
        series.back,
        max(series.least_recent) AS least_recent,
        max(series.least) AS least,
        max(past.usual) AS usual,
        max(past.scale) AS scale,
        avg(
            CASE WHEN series.periods_ago BETWEEN series.back AND series.back + series.recent - 1 THEN series.quantity END
        ) AS lately,
        count(
            CASE WHEN series.periods_ago BETWEEN series.back AND series.back + series.recent - 1 THEN 1 END
        ) AS seen_lately,
        max(
            CASE
                WHEN series.periods_ago >= series.back AND series.quantity <= past.usual + 2 * past.scale
                    THEN series.period_end
            END
        ) AS last_usual_on,
        max(CASE WHEN series.periods_ago >= series.back THEN series.period_end END) AS now_on,
        coalesce(
            min(
                CASE
                    WHEN series.periods_ago < series.back AND series.quantity <= past.usual + 2 * past.scale
                        THEN series.period_end
                END
            ),
            max(series.period_end)
        ) AS usual_again_on
    FROM series
    INNER JOIN past
        ON
            series.as_of = past.as_of
            AND series.account_id = past.account_id
            AND series.base_product_id = past.base_product_id
            AND series.metric = past.metric
            AND series.grain = past.grain
            AND series.back = past.back
    GROUP BY series.as_of, series.account_id, series.base_product_id, series.metric, series.grain, series.back
),

shifted AS (
    SELECT
        *,
        round((lately - usual) / scale, 9) AS z,
        least(
            CASE
                WHEN grain = 'week' THEN last_usual_on + 7
                ELSE CAST(date_trunc('month', last_usual_on + 40) AS DATE) - 1
            END,
            now_on
        ) AS detected_on,
        min(back) OVER (PARTITION BY as_of, account_id, base_product_id, metric, grain) AS newest
    FROM shift
    WHERE
        lately >= usual + $z * scale
        AND lately >= $ratio * usual
        AND lately >= least
        AND seen_lately >= least_recent
)

SELECT
    shifted.as_of,
    shifted.account_id,
    workarounds.product_id,
    shifted.detected_on,
    round(least(1, 0.4 + shifted.z / 25), 6) AS strength,
    products.name || ' ' || replace(shifted.metric, '_', ' ') || ' at '
    || CAST(CAST(round(shifted.lately) AS INTEGER) AS VARCHAR) || ' a ' || shifted.grain || ', '
    || CASE WHEN shifted.usual < 0.5 THEN 'none' ELSE CAST(CAST(round(shifted.usual) AS INTEGER) AS VARCHAR) END
    || ' until ' || CAST(
        CASE WHEN shifted.grain = 'week' THEN shifted.detected_on - 7 ELSE
            CAST(date_trunc('month', shifted.detected_on) AS DATE) - 1 END AS VARCHAR
    ) AS says,
    json_object(
        'table', 'usage', 'product_id', shifted.base_product_id, 'metric', shifted.metric,
        'value', round(shifted.lately, 2), 'usual', round(shifted.usual, 2), 'scale', round(shifted.scale, 4),
        'z', round(shifted.z, 4), 'threshold', $z, 'period_end', shifted.now_on
    ) AS evidence,
    CASE WHEN shifted.back > 0 THEN shifted.usual_again_on END AS ended_on,
    shifted.z AS fires_up_to
FROM shifted
INNER JOIN catalog_workarounds AS workarounds
    ON shifted.base_product_id = workarounds.base_product_id AND shifted.metric = workarounds.metric
INNER JOIN catalog_products AS products ON shifted.base_product_id = products.product_id
WHERE shifted.back = shifted.newest

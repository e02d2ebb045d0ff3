/* ---
what: >
  A metric that the catalog calls a workaround rises above the account's own past, or starts anew: the mean of the
  last four complete weeks against the median of the account's oldest eight weeks among the 13th to 25th before, in
  robust z with a Poisson floor; so a shift is still seen four months after it began. A week without a row counts as none where the account's other usage of the product is on record and the vendor already
  recorded the metric somewhere.
kind: workaround
weight: 2.2
half_life_days: 60
needs: [usage]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {z: 4.0, ratio: 1.5, least: 5.0, past_weeks: 6, recent_weeks: 3}
--- */
WITH watched AS (
    SELECT DISTINCT base_product_id, metric FROM catalog_workarounds
),

used AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        weeks.product_id AS base_product_id,
        watched.metric,
        weeks.period_end,
        weeks.periods_ago,
        sum(CASE WHEN weeks.metric = watched.metric THEN weeks.quantity ELSE 0 END) AS quantity,
        max(CASE WHEN weeks.metric = watched.metric THEN weeks.period_end END) AS recorded_on
    FROM weeks
    INNER JOIN watched ON weeks.product_id = watched.base_product_id
    WHERE weeks.grain = 'week' AND weeks.periods_ago BETWEEN 0 AND 25
    GROUP BY
        weeks.as_of, weeks.account_id, weeks.product_id, watched.metric, weeks.period_end, weeks.periods_ago
),

recording AS (
    SELECT as_of, base_product_id, metric, min(recorded_on) AS since FROM used
    GROUP BY as_of, base_product_id, metric
),

series AS (
    SELECT used.*
    FROM used
    INNER JOIN recording
        ON
            used.as_of = recording.as_of
            AND used.base_product_id = recording.base_product_id
            AND used.metric = recording.metric
    WHERE used.period_end >= recording.since
),

oldest AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, base_product_id, metric ORDER BY periods_ago DESC
        ) AS place
    FROM series
    WHERE periods_ago >= 13
),

past AS (
    SELECT
        as_of,
        account_id,
        base_product_id,
        metric,
        median(quantity) AS usual,
        greatest(1.4826 * mad(quantity), sqrt(greatest(median(quantity), 1))) AS scale
    FROM oldest
    WHERE place <= 8
    GROUP BY as_of, account_id, base_product_id, metric
    HAVING count(*) >= $past_weeks
),

shift AS (
    SELECT
        series.as_of,
        series.account_id,
        series.base_product_id,
        series.metric,
        max(past.usual) AS usual,
        max(past.scale) AS scale,
        avg(CASE WHEN series.periods_ago <= 3 THEN series.quantity END) AS lately,
        count(CASE WHEN series.periods_ago <= 3 THEN 1 END) AS weeks_lately,
        max(CASE WHEN series.quantity <= past.usual + 2 * past.scale THEN series.period_end END) AS last_usual_on,
        max(series.period_end) AS now_on
    FROM series
    INNER JOIN past
        ON
            series.as_of = past.as_of
            AND series.account_id = past.account_id
            AND series.base_product_id = past.base_product_id
            AND series.metric = past.metric
    GROUP BY series.as_of, series.account_id, series.base_product_id, series.metric
),

shifted AS (
    SELECT
        *,
        (lately - usual) / scale AS z,
        least(last_usual_on + 7, now_on) AS detected_on
    FROM shift
    WHERE
        lately >= usual + $z * scale
        AND lately >= $ratio * usual
        AND lately >= $least
        AND weeks_lately >= $recent_weeks
)

SELECT
    shifted.as_of,
    shifted.account_id,
    workarounds.product_id,
    shifted.detected_on,
    round(least(1, 0.4 + shifted.z / 25), 6) AS strength,
    products.name || ' ' || replace(shifted.metric, '_', ' ') || ' at '
    || CAST(CAST(round(shifted.lately) AS INTEGER) AS VARCHAR) || ' a week, '
    || CASE WHEN shifted.usual < 0.5 THEN 'none' ELSE CAST(CAST(round(shifted.usual) AS INTEGER) AS VARCHAR) END
    || ' until ' || CAST(shifted.detected_on - 7 AS VARCHAR) AS says,
    json_object(
        'table', 'usage', 'product_id', shifted.base_product_id, 'metric', shifted.metric,
        'value', round(shifted.lately, 2), 'usual', round(shifted.usual, 2), 'scale', round(shifted.scale, 4),
        'z', round(shifted.z, 4), 'threshold', $z, 'period_end', shifted.now_on
    ) AS evidence
FROM shifted
INNER JOIN catalog_workarounds AS workarounds
    ON shifted.base_product_id = workarounds.base_product_id AND shifted.metric = workarounds.metric
INNER JOIN catalog_products AS products ON shifted.base_product_id = products.product_id

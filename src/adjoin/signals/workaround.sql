/* ---
what: >
  A metric that the catalog calls a workaround rises above the account's own past, or starts anew: the mean of the
  last four complete weeks against the median of weeks 13 to 25 before, in robust z with a Poisson floor.
kind: workaround
weight: 1.4
half_life_days: 60
needs: [usage]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {z: 4.0, ratio: 1.5, least: 5.0}
--- */
WITH series AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        workarounds.product_id,
        weeks.product_id AS base_product_id,
        weeks.metric,
        weeks.period_end,
        weeks.periods_ago,
        weeks.quantity
    FROM weeks
    INNER JOIN catalog_workarounds AS workarounds
        ON weeks.product_id = workarounds.base_product_id AND weeks.metric = workarounds.metric
    WHERE weeks.grain = 'week' AND weeks.periods_ago <= 25
),

past AS (
    SELECT
        series.as_of,
        series.account_id,
        series.product_id,
        series.base_product_id,
        series.metric,
        median(series.quantity) AS usual
    FROM series
    WHERE series.periods_ago BETWEEN 13 AND 25
    GROUP BY series.as_of, series.account_id, series.product_id, series.base_product_id, series.metric
    HAVING count(*) >= 6
),

spread AS (
    SELECT
        past.as_of,
        past.account_id,
        past.product_id,
        past.base_product_id,
        past.metric,
        past.usual,
        greatest(1.4826 * median(abs(series.quantity - past.usual)), sqrt(greatest(past.usual, 1))) AS scale
    FROM past
    INNER JOIN series
        ON
            past.as_of = series.as_of
            AND past.account_id = series.account_id
            AND past.product_id = series.product_id
            AND past.base_product_id = series.base_product_id
            AND past.metric = series.metric
    WHERE series.periods_ago BETWEEN 13 AND 25
    GROUP BY
        past.as_of, past.account_id, past.product_id, past.base_product_id, past.metric, past.usual
),

shift AS (
    SELECT
        spread.as_of,
        spread.account_id,
        spread.product_id,
        spread.base_product_id,
        spread.metric,
        spread.usual,
        spread.scale,
        avg(CASE WHEN series.periods_ago <= 3 THEN series.quantity END) AS lately,
        max(CASE WHEN series.quantity <= spread.usual + 2 * spread.scale THEN series.period_end END) AS last_usual_on,
        max(series.period_end) AS now_on
    FROM spread
    INNER JOIN series
        ON
            spread.as_of = series.as_of
            AND spread.account_id = series.account_id
            AND spread.product_id = series.product_id
            AND spread.base_product_id = series.base_product_id
            AND spread.metric = series.metric
    WHERE series.periods_ago <= 12
    GROUP BY
        spread.as_of, spread.account_id, spread.product_id, spread.base_product_id, spread.metric, spread.usual,
        spread.scale
)

SELECT
    shift.as_of,
    shift.account_id,
    shift.product_id,
    least(coalesce(shift.last_usual_on + 7, shift.now_on - 84), shift.now_on) AS detected_on,
    least(1, 0.4 + (shift.lately - shift.usual) / shift.scale / 25) AS strength,
    products.name || ': ' || replace(shift.metric, '_', ' ') || ' at '
    || CAST(CAST(round(shift.lately) AS INTEGER) AS VARCHAR) || ' a week, usually '
    || CAST(CAST(round(shift.usual) AS INTEGER) AS VARCHAR) AS says,
    json_object(
        'table', 'usage', 'product_id', shift.base_product_id, 'metric', shift.metric, 'value', shift.lately,
        'usual', shift.usual, 'scale', shift.scale, 'z', (shift.lately - shift.usual) / shift.scale,
        'threshold', $z, 'period_end', shift.now_on
    ) AS evidence
FROM shift
INNER JOIN catalog_products AS products ON shift.base_product_id = products.product_id
WHERE
    shift.lately >= shift.usual + $z * shift.scale
    AND shift.lately >= $ratio * shift.usual
    AND shift.lately >= $least

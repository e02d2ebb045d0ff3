/* ---
what: >
  A metered quantity that the catalog maps to another product reaches 80 % of its limit, or its trend over eight
  weeks reaches the limit within 45 days. A flow is brought to the limit's period; one that is limited in total cannot
  be told from its weeks.
kind: usage_ceiling
weight: 2.2
half_life_days: 60
needs: [usage, limits]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {share: 0.8, within_days: 45}
--- */
WITH metered AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        ceilings.product_id,
        weeks.product_id AS base_product_id,
        weeks.metric,
        weeks.period_end,
        weeks.periods_ago,
        weeks.grain,
        limits_now.limit_quantity,
        weeks.quantity * CASE
            WHEN coalesce(metrics.kind, 'flow') = 'flow'
                THEN coalesce(
                    CASE limits_now.period WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 365.25 / 12 END
                    / CASE weeks.grain WHEN 'week' THEN 7 ELSE 365.25 / 12 END,
                    1
                )
            ELSE 1
        END AS quantity
    FROM weeks
    INNER JOIN catalog_ceilings AS ceilings
        ON weeks.product_id = ceilings.base_product_id AND weeks.metric = ceilings.metric
    INNER JOIN limits_now
        ON
            weeks.as_of = limits_now.as_of
            AND weeks.account_id = limits_now.account_id
            AND weeks.product_id = limits_now.product_id
            AND weeks.metric = limits_now.metric
    LEFT JOIN catalog_metrics AS metrics ON weeks.metric = metrics.metric
    WHERE
        limits_now.limit_quantity > 0
        AND weeks.periods_ago <= 25
        AND NOT (coalesce(limits_now.period, '') = 'total' AND coalesce(metrics.kind, 'flow') = 'flow')
),

latest AS (
    SELECT
        as_of,
        account_id,
        product_id,
        base_product_id,
        metric,
        max(grain) AS grain,
        max(limit_quantity) AS limit_quantity,
        max(CASE WHEN periods_ago = 0 THEN quantity END) AS now_quantity,
        max(CASE WHEN periods_ago = 0 THEN period_end END) AS now_on,
        max(CASE WHEN quantity < $share * limit_quantity THEN period_end END) AS last_below_on,
        min(period_end) AS first_on,
        CASE
            WHEN count(CASE WHEN periods_ago <= 7 THEN 1 END) >= 6
                THEN regr_slope(
                    CASE WHEN periods_ago <= 7 THEN quantity END, CASE WHEN periods_ago <= 7 THEN -periods_ago END
                )
        END AS slope
    FROM metered
    GROUP BY as_of, account_id, product_id, base_product_id, metric
),

forecast AS (
    SELECT
        *,
        now_quantity / limit_quantity AS used,
        CASE
            WHEN now_quantity >= limit_quantity THEN 0
            WHEN slope > 0
                THEN least((limit_quantity - now_quantity) / slope * CASE WHEN grain = 'week' THEN 7 ELSE 30.4 END, 9999)
        END AS full_in_days
    FROM latest
    WHERE now_quantity IS NOT NULL
),

fired AS (
    SELECT
        *,
        CASE
            WHEN used >= $share THEN coalesce(
                (SELECT min(metered.period_end) FROM metered
                WHERE
                    metered.as_of = forecast.as_of AND metered.account_id = forecast.account_id
                    AND metered.product_id = forecast.product_id AND metered.metric = forecast.metric
                    AND metered.base_product_id = forecast.base_product_id
                    AND metered.period_end > forecast.last_below_on),
                first_on
            )
            ELSE now_on
        END AS detected_on,
        CASE
            WHEN used >= $share THEN least(1, 0.5 + 0.5 * (used - $share) / (1 - $share))
            ELSE 0.5 * (1 - full_in_days / $within_days)
        END AS strength
    FROM forecast
    WHERE used >= $share OR (full_in_days <= $within_days AND used >= $share / 2)
)

SELECT
    fired.as_of,
    fired.account_id,
    fired.product_id,
    fired.detected_on,
    round(fired.strength, 6) AS strength,
    products.name || ' ' || replace(fired.metric, '_', ' ') || ' at '
    || CAST(CAST(round(100 * fired.used) AS INTEGER) AS VARCHAR) || ' % of the limit'
    || CASE
        WHEN fired.full_in_days > 0 AND fired.full_in_days <= 120
            THEN ', full by ' || CAST(fired.as_of + CAST(ceil(fired.full_in_days) AS INTEGER) AS VARCHAR)
        ELSE ''
    END AS says,
    json_object(
        'table', 'usage', 'product_id', fired.base_product_id, 'metric', fired.metric, 'value', round(fired.now_quantity, 2),
        'limit', fired.limit_quantity, 'threshold', $share, 'period_end', fired.now_on,
        'trend_per_period', round(fired.slope, 4), 'full_in_days', round(fired.full_in_days, 1)
    ) AS evidence
FROM fired
INNER JOIN catalog_products AS products ON fired.base_product_id = products.product_id

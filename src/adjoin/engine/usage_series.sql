/* ---
what: The metrics that the catalog watches, by complete period, oldest first, beside the limit in force.
key: [as_of, account_id, product_id, metric]
columns: {as_of: , account_id: , product_id: , metric: , watched_as: , grain: , period_ends: , quantities: , limit_quantity: , limit_period: }
--- */
WITH watched AS (
    SELECT base_product_id AS product_id, metric, 'ceiling' AS watched_as FROM catalog_ceilings
    UNION
    SELECT base_product_id AS product_id, metric, 'workaround' AS watched_as FROM catalog_workarounds
    UNION
    SELECT product_id, metric, 'adoption' AS watched_as FROM catalog_adoption
),

metrics AS (
    SELECT product_id, metric, min(watched_as) AS watched_as FROM watched
    GROUP BY product_id, metric
)

SELECT
    weeks.as_of,
    weeks.account_id,
    weeks.product_id,
    weeks.metric,
    metrics.watched_as,
    weeks.grain,
    list(weeks.period_end ORDER BY weeks.period_end) AS period_ends,
    list(weeks.quantity ORDER BY weeks.period_end) AS quantities,
    max(limits_now.limit_quantity) AS limit_quantity,
    max(limits_now.period) AS limit_period
FROM weeks
INNER JOIN metrics ON weeks.product_id = metrics.product_id AND weeks.metric = metrics.metric
LEFT JOIN limits_now
    ON
        weeks.as_of = limits_now.as_of
        AND weeks.account_id = limits_now.account_id
        AND weeks.product_id = limits_now.product_id
        AND weeks.metric = limits_now.metric
GROUP BY weeks.as_of, weeks.account_id, weeks.product_id, weeks.metric, metrics.watched_as, weeks.grain

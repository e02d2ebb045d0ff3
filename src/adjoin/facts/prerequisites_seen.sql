/* ---
what: >
  Since when the vendor records what tells whether a prerequisite is met, anywhere in the book: one of its metrics, and
  third-party tools where it names any. A prerequisite that is not here can be met, but nobody can say that it is not.
key: [as_of, need]
columns:
  as_of: date
  need: the prerequisite, as in catalog_prerequisites
  since: the day from which all of it is recorded
--- */
WITH watched AS (
    SELECT DISTINCT metric_product_id, metric FROM catalog_prerequisites
    WHERE metric IS NOT NULL
),

metrics AS (
    SELECT periods.as_of, watched.metric_product_id, watched.metric, min(periods.period_end) AS since
    FROM known.usage_periods AS periods
    INNER JOIN watched ON periods.product_id = watched.metric_product_id AND periods.metric = watched.metric
    GROUP BY periods.as_of, watched.metric_product_id, watched.metric
),

tools AS (
    SELECT integrations.as_of, min(coalesce(integrations.connected_on, dates.first_load)) AS since
    FROM known.integrations AS integrations
    INNER JOIN dates ON integrations.as_of = dates.as_of
    GROUP BY integrations.as_of
),

told AS (
    SELECT
        dates.as_of,
        ways.need,
        ways.metric IS NOT NULL AS by_metric,
        min(CASE WHEN ways.metric IS NULL THEN tools.since ELSE metrics.since END) AS since
    FROM dates
    CROSS JOIN catalog_prerequisites AS ways
    LEFT JOIN metrics
        ON
            dates.as_of = metrics.as_of
            AND ways.metric_product_id = metrics.metric_product_id
            AND ways.metric = metrics.metric
    LEFT JOIN tools ON dates.as_of = tools.as_of AND (ways.tool IS NOT NULL OR ways.category IS NOT NULL)
    GROUP BY dates.as_of, ways.need, ways.metric IS NOT NULL
)

SELECT as_of, need, max(since) AS since FROM told
GROUP BY as_of, need
HAVING count(since) = count(*)

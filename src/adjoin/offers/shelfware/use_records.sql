/* ---
what: >
  What is recorded of use at the moment, by account, product and grain: weeks, months, or users with the day they were
  last there. A level (what is stored) is no use, unless the catalog measures adoption by it.
key: [as_of, account_id, product_id, grain]
columns:
  as_of: date
  account_id: text
  product_id: text
  grain: week, month or user
  recorded_from: first day of the first period that could show use; null where none could
  recorded_to: last day of the last such period
  last_used_on: last day of the last period in use; null where there was none
  undated: 1 where a user has no last day, so that nobody can say use stopped, else 0
  seen_on: last day on which anything of the account is recorded, use or not
--- */
WITH by_metric AS (
    SELECT
        as_of,
        account_id,
        product_id,
        metric,
        grain,
        min(period_end) AS first_end,
        max(period_end) AS last_end,
        max(CASE WHEN largest > 0 THEN period_end END) AS last_used_on
    FROM known.usage_periods
    GROUP BY as_of, account_id, product_id, metric, grain
),

-- What a metric says of use is asked once a metric, not once a period.
told AS (
    SELECT
        by_metric.*,
        coalesce(catalog_metrics.kind, 'flow') <> 'level' OR catalog_adoption.metric IS NOT NULL AS tells
    FROM by_metric
    LEFT JOIN catalog_metrics ON by_metric.metric = catalog_metrics.metric
    LEFT JOIN catalog_adoption
        ON by_metric.product_id = catalog_adoption.product_id AND by_metric.metric = catalog_adoption.metric
),

by_period AS (
    SELECT
        as_of,
        account_id,
        product_id,
        grain,
        min(CASE WHEN tells THEN first_end END) AS first_end,
        max(CASE WHEN tells THEN last_end END) AS recorded_to,
        max(CASE WHEN tells THEN last_used_on END) AS last_used_on,
        max(last_end) AS seen_on
    FROM told
    GROUP BY as_of, account_id, product_id, grain
)

SELECT
    as_of,
    account_id,
    product_id,
    grain,
    CASE WHEN grain = 'week' THEN first_end - 6 ELSE CAST(date_trunc('month', first_end) AS DATE) END AS recorded_from,
    recorded_to,
    last_used_on,
    0 AS undated,
    seen_on
FROM by_period
UNION ALL
SELECT
    as_of,
    account_id,
    product_id,
    'user' AS grain,
    min(CASE WHEN last_used_on IS NOT NULL THEN coalesce(first_used_on, last_used_on) END) AS recorded_from,
    max(last_used_on) AS recorded_to,
    max(coalesce(last_used_on, first_used_on)) AS last_used_on,
    max(CASE WHEN last_used_on IS NULL THEN 1 ELSE 0 END) AS undated,
    max(coalesce(last_used_on, first_used_on)) AS seen_on
FROM known.users
WHERE coalesce(last_used_on, first_used_on) IS NOT NULL
GROUP BY as_of, account_id, product_id

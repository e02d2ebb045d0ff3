/* ---
what: >
  How much of what it holds an account uses: the mean of the last four complete weeks (the last complete month if
  monthly) of the catalog's adoption measure; where the catalog has none, users active in 28 days over seats. Of a limit, a flow is
  brought to the limit's period by its rate.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  utilisation: share, may exceed 1; null where it cannot be told
  measure: what was divided by what, in words
--- */
WITH limit_spans AS (
    SELECT 'day' AS period, 1.0 AS days
    UNION ALL
    SELECT 'week' AS period, 7.0 AS days
    UNION ALL
    SELECT 'month' AS period, 365.25 / 12 AS days
),

measured AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        weeks.product_id,
        catalog_adoption.metric,
        catalog_adoption.of_what,
        max(CASE WHEN metrics.kind = 'flow' THEN 1 ELSE 0 END) AS flows,
        avg(CASE WHEN weeks.grain = 'week' AND weeks.periods_ago <= 3 THEN weeks.quantity END) AS weekly,
        avg(CASE WHEN weeks.grain = 'month' AND weeks.periods_ago = 0 THEN weeks.quantity END) AS monthly,
        max(weeks.quantity) AS own_peak
    FROM weeks
    INNER JOIN catalog_adoption
        ON weeks.product_id = catalog_adoption.product_id AND weeks.metric = catalog_adoption.metric
    LEFT JOIN catalog_metrics AS metrics ON weeks.metric = metrics.metric
    WHERE weeks.periods_ago <= CASE WHEN catalog_adoption.of_what = 'own_peak' THEN 26 ELSE 3 END
    GROUP BY
        weeks.as_of, weeks.account_id, weeks.product_id, catalog_adoption.metric, catalog_adoption.of_what
),

active AS (
    SELECT as_of, account_id, product_id, CAST(count(DISTINCT user_id) AS DOUBLE) AS users
    FROM known.users
    WHERE last_used_on > as_of - 28
    GROUP BY as_of, account_id, product_id
)

SELECT
    holdings.as_of,
    holdings.account_id,
    holdings.product_id,
    CASE
        WHEN catalog_adoption.product_id IS NULL THEN active.users / nullif(holdings.seats, 0)
        WHEN catalog_adoption.of_what = 'seats' THEN coalesce(measured.weekly, measured.monthly) / nullif(holdings.seats, 0)
        WHEN catalog_adoption.of_what = 'limit'
            THEN coalesce(
                measured.weekly * CASE WHEN measured.flows = 1 THEN coalesce(spans_of.days / 7, 1) ELSE 1 END,
                measured.monthly
                * CASE WHEN measured.flows = 1 THEN coalesce(spans_of.days * 12 / 365.25, 1) ELSE 1 END
            ) / nullif(limits_now.limit_quantity, 0)
        ELSE coalesce(measured.weekly, measured.monthly) / nullif(measured.own_peak, 0)
    END AS utilisation,
    CASE
        WHEN catalog_adoption.product_id IS NULL THEN 'users active in 28 days over seats'
        ELSE catalog_adoption.metric || ' over ' || catalog_adoption.of_what
    END AS measure
FROM holdings
LEFT JOIN catalog_adoption ON holdings.product_id = catalog_adoption.product_id
LEFT JOIN measured
    ON
        holdings.as_of = measured.as_of
        AND holdings.account_id = measured.account_id
        AND holdings.product_id = measured.product_id
LEFT JOIN active
    ON
        holdings.as_of = active.as_of
        AND holdings.account_id = active.account_id
        AND holdings.product_id = active.product_id
LEFT JOIN limits_now
    ON
        holdings.as_of = limits_now.as_of
        AND holdings.account_id = limits_now.account_id
        AND holdings.product_id = limits_now.product_id
        AND catalog_adoption.metric = limits_now.metric
LEFT JOIN limit_spans AS spans_of ON limits_now.period = spans_of.period

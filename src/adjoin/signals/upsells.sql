/* ---
what: >
  Full meters that point to more of the same: at 80 % of the limit or full within 45 days, of a product that is held,
  where the catalog maps the metric to no product, or only to products the account has. Never a signal.
key: [as_of, account_id, product_id, metric]
columns:
  as_of: date
  account_id: text
  product_id: the held product whose limit is reached
  metric: text
  used: share of the limit in the last complete period
  quantity: in the limit's period
  limit_quantity: in force at the moment
  full_on: forecast; null if it does not rise
  full_low: earliest day of the 95 % interval
  full_high: latest; null if it may never be full
  detected_on: last day of the period since which it is this full without a break
  plan: of the newest live line; null where unknown
  says: as a sentence
  evidence: the rows that show it, as JSON
parameters: {share: 0.8, within_days: 45}
--- */
WITH full_now AS (
    SELECT
        meters.*,
        CASE
            WHEN used >= $share THEN 1
            WHEN used >= $share / 2 AND full_on <= period_end + $within_days THEN 1
            ELSE 0
        END AS fires
    FROM meters
),

broken AS (
    SELECT as_of, account_id, product_id, metric, grain, max(period_end) AS last_below_on FROM full_now
    WHERE fires = 0
    GROUP BY as_of, account_id, product_id, metric, grain
),

since AS (
    SELECT
        full_now.as_of,
        full_now.account_id,
        full_now.product_id,
        full_now.metric,
        full_now.grain,
        coalesce(
            min(CASE WHEN full_now.used >= $share THEN full_now.period_end END), min(full_now.period_end)
        ) AS detected_on
    FROM full_now
    LEFT JOIN broken
        ON
            full_now.as_of = broken.as_of
            AND full_now.account_id = broken.account_id
            AND full_now.product_id = broken.product_id
            AND full_now.metric = broken.metric
            AND full_now.grain = broken.grain
    WHERE coalesce(full_now.period_end > broken.last_below_on, TRUE)
    GROUP BY full_now.as_of, full_now.account_id, full_now.product_id, full_now.metric, full_now.grain
),

elsewhere AS (
    SELECT DISTINCT cells.as_of, cells.account_id, ceilings.base_product_id, ceilings.metric
    FROM catalog_ceilings AS ceilings
    INNER JOIN cells ON ceilings.product_id = cells.product_id
),

plans AS (
    SELECT
        as_of,
        account_id,
        product_id,
        plan,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY started_on DESC NULLS LAST, subscription_id DESC
        ) AS place
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE) AND coalesce(ended_on >= as_of, TRUE) AND plan IS NOT NULL
)

SELECT
    full_now.as_of,
    full_now.account_id,
    full_now.product_id,
    full_now.metric,
    full_now.used,
    full_now.quantity,
    full_now.limit_quantity,
    full_now.full_on,
    full_now.full_low,
    full_now.full_high,
    since.detected_on,
    plans.plan,
    products.name || ' ' || replace(full_now.metric, '_', ' ') || ' at '
    || CAST(CAST(round(100 * full_now.used) AS INTEGER) AS VARCHAR) || ' % of the limit'
    || CASE
        WHEN full_now.used < 1 AND full_now.full_on <= full_now.as_of THEN ', full any day now'
        WHEN full_now.used < 1 AND full_now.full_on <= full_now.period_end + 120 AND full_now.full_high IS NOT NULL
            THEN ', full by ' || CAST(full_now.full_on AS VARCHAR)
        ELSE ''
    END AS says,
    json_object(
        'table', 'usage', 'product_id', full_now.product_id, 'metric', full_now.metric,
        'value', round(full_now.quantity, 2), 'limit', full_now.limit_quantity, 'threshold', $share,
        'period_end', full_now.period_end, 'full_on', full_now.full_on, 'full_low', full_now.full_low,
        'full_high', full_now.full_high
    ) AS evidence
FROM full_now
INNER JOIN since
    ON
        full_now.as_of = since.as_of
        AND full_now.account_id = since.account_id
        AND full_now.product_id = since.product_id
        AND full_now.metric = since.metric
        AND full_now.grain = since.grain
INNER JOIN holdings
    ON
        full_now.as_of = holdings.as_of
        AND full_now.account_id = holdings.account_id
        AND full_now.product_id = holdings.product_id
INNER JOIN catalog_products AS products ON full_now.product_id = products.product_id
LEFT JOIN elsewhere
    ON
        full_now.as_of = elsewhere.as_of
        AND full_now.account_id = elsewhere.account_id
        AND full_now.product_id = elsewhere.base_product_id
        AND full_now.metric = elsewhere.metric
LEFT JOIN plans
    ON
        full_now.as_of = plans.as_of
        AND full_now.account_id = plans.account_id
        AND full_now.product_id = plans.product_id
        AND plans.place = 1
WHERE full_now.fires = 1 AND full_now.periods_ago = 0 AND elsewhere.metric IS NULL

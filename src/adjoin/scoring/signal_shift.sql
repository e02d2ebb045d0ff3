/* ---
what: >
  How far an account's signals move the log-odds of a product: each kind's weight × (its strength here − its mean over
  the product's open cells), the contributions sorted downwards counting 1, 1/2, 1/4 … since summed log-odds of
  correlated signals overstate. Closed signals say nothing.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  shift: log-odds
  moved: the contributions that count, the largest first, as JSON
--- */
WITH open_products AS (
    SELECT DISTINCT as_of, product_id FROM cells
),

means AS (
    SELECT
        open_products.as_of,
        open_products.product_id,
        weights.kind,
        weights.weight,
        coalesce(mean_strengths.mean_strength, 0) AS mean_strength
    FROM open_products
    INNER JOIN signal_weights AS weights ON open_products.as_of = weights.as_of
    LEFT JOIN mean_strengths
        ON
            open_products.as_of = mean_strengths.as_of
            AND open_products.product_id = mean_strengths.product_id
            AND weights.kind = mean_strengths.kind
),

told AS (
    SELECT DISTINCT as_of, account_id, product_id FROM signals
    WHERE state <> 'closed'
),

contributions AS (
    SELECT
        told.as_of,
        told.account_id,
        told.product_id,
        means.kind,
        signals.says,
        signals.detected_on,
        means.weight * (coalesce(signals.faded, 0) - means.mean_strength) AS log_odds
    FROM told
    INNER JOIN means ON told.as_of = means.as_of AND told.product_id = means.product_id
    LEFT JOIN signals
        ON
            told.as_of = signals.as_of
            AND told.account_id = signals.account_id
            AND told.product_id = signals.product_id
            AND means.kind = signals.kind
            AND signals.state <> 'closed'
),

silent AS (
    SELECT as_of, product_id, kind, -weight * mean_strength AS log_odds FROM means
),

ranked AS (
    SELECT
        *,
        log_odds * power(0.5, row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY log_odds DESC, kind
        ) - 1) AS counted
    FROM contributions
),

silent_ranked AS (
    SELECT
        as_of,
        product_id,
        log_odds * power(0.5, row_number() OVER (PARTITION BY as_of, product_id ORDER BY log_odds DESC, kind) - 1)
            AS counted
    FROM silent
),

silent_shift AS (
    SELECT as_of, product_id, sum(counted) AS shift FROM silent_ranked
    GROUP BY as_of, product_id
),

told_shift AS (
    SELECT
        as_of,
        account_id,
        product_id,
        sum(counted) AS shift,
        to_json(
            list({'kind': kind, 'says': says, 'since': detected_on, 'log_odds': round(counted, 4)} ORDER BY counted DESC)
            FILTER (WHERE says IS NOT NULL)
        ) AS moved
    FROM ranked
    GROUP BY as_of, account_id, product_id
)

SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    round(coalesce(told_shift.shift, silent_shift.shift, 0), 9) AS shift,
    CAST(told_shift.moved AS VARCHAR) AS moved
FROM cells
LEFT JOIN told_shift
    ON
        cells.as_of = told_shift.as_of
        AND cells.account_id = told_shift.account_id
        AND cells.product_id = told_shift.product_id
LEFT JOIN silent_shift ON cells.as_of = silent_shift.as_of AND cells.product_id = silent_shift.product_id

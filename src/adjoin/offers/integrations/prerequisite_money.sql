/* ---
what: >
  What one switch on the customers' side costs: over the sellable cells of the accounts where it is not met,
  [σ(logit p + Δ) − p] × expected_acv, Δ the log-odds that the part has as far as the pair has it. An account that lacks
  two things of one part counts in both rows.
key: [as_of, product_id, name, aspect]
columns:
  as_of: date
  product_id: text
  name: of the prerequisite
  aspect: the part of readiness that is missing while it is not met
  accounts: sellable cells where it is not met
  priced: of them, those with a price
  unknown: sellable cells where nobody knows
  horizon_days: of the chances; null in snapshot mode
  money: see above
  money_low: bound
  money_high: bound
  source: of the weight, default or learned
--- */
WITH cells AS (
    SELECT
        sellable.as_of,
        sellable.product_id,
        prerequisites.name,
        prerequisites.aspect,
        prerequisites.state,
        sellable.horizon_days,
        sellable.expected_acv AS acv,
        sellable.probability AS p,
        sellable.probability_low AS low,
        sellable.probability_high AS high,
        parts.source,
        exp(parts.worth) AS k
    FROM prerequisites_met AS prerequisites
    INNER JOIN sellable
        ON
            prerequisites.as_of = sellable.as_of
            AND prerequisites.account_id = sellable.account_id
            AND prerequisites.product_id = sellable.product_id
    INNER JOIN readiness_aspects AS parts
        ON
            sellable.as_of = parts.as_of
            AND sellable.product_id = parts.product_id
            AND sellable.base_product_id = parts.base_product_id
            AND prerequisites.aspect = parts.aspect
    WHERE prerequisites.state <> 'met'
),

moved AS (
    SELECT *, least(greatest(1 / (1 + sqrt(k)), low), high) AS best FROM cells
)

SELECT
    as_of,
    product_id,
    name,
    aspect,
    count(CASE WHEN state = 'unmet' THEN 1 END) AS accounts,
    count(CASE WHEN state = 'unmet' THEN acv END) AS priced,
    count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
    max(horizon_days) AS horizon_days,
    round(sum(CASE WHEN state = 'unmet' THEN acv * (k * p / (1 - p + k * p) - p) END), 2) AS money,
    round(sum(CASE WHEN state = 'unmet' THEN acv * least(
        k * low / (1 - low + k * low) - low, k * high / (1 - high + k * high) - high
    ) END), 2) AS money_low,
    round(sum(CASE WHEN state = 'unmet' THEN acv * (k * best / (1 - best + k * best) - best) END), 2) AS money_high,
    min(source) AS source
FROM moved
GROUP BY as_of, product_id, name, aspect

/* ---
what: The best open products of each account, and the one chosen, with their probability and what moved it.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  base_product_id: what it builds on
  probability: of starting it within the horizon
  probability_low: bound
  probability_high: bound
  horizon_days: days
  basis: what the probability is about (practice, approached, extrapolated, randomised)
  source: what gave it (prior, learned, launch, snapshot)
  baseline_probability: null until randomised data can tell
  expected_acv: money a year
  acv_source: where that comes from
  expected_value: probability times expected_acv
  value_basis: gross
  prior_probability: what the prior says
  band: low, middle or high, shown instead of a per cent while few outcomes are known; null once enough are
  like_count: cells like this one that were approached, or accounts that began the base
  like_adopted: how many of them started the product
  reasons: what moved it, the largest first, as JSON
parameters: {keep: 20}
--- */
WITH placed AS (
    SELECT
        as_of,
        account_id,
        product_id,
        row_number() OVER (
            PARTITION BY as_of, account_id ORDER BY expected_value DESC NULLS LAST, probability DESC, product_id
        ) AS place
    FROM scored
),

kept AS (
    SELECT as_of, account_id, product_id FROM placed
    WHERE place <= $keep
    UNION
    SELECT as_of, account_id, product_id FROM chosen
    WHERE product_id IS NOT NULL
),

ranked AS (
    SELECT scored.*
    FROM scored
    INNER JOIN kept
        ON
            scored.as_of = kept.as_of
            AND scored.account_id = kept.account_id
            AND scored.product_id = kept.product_id
)

SELECT
    ranked.as_of,
    ranked.account_id,
    ranked.product_id,
    ranked.base_product_id,
    ranked.probability,
    ranked.probability_low,
    ranked.probability_high,
    ranked.horizon_days,
    ranked.basis,
    ranked.source,
    ranked.baseline_probability,
    ranked.expected_acv,
    ranked.acv_source,
    ranked.expected_value,
    ranked.value_basis,
    ranked.prior_probability,
    ranked.band,
    ranked.like_count,
    ranked.like_adopted,
    CASE
        WHEN ranked.source = 'snapshot' AND ranked.moved <> '[]' THEN ranked.moved
        ELSE '[' || CAST(json_object(
            'kind', 'affinity', 'says', base.name || CASE
                WHEN bases.held_together IS NOT NULL
                    THEN ' is held, and ' || CAST(round(100 * bases.held_together, 1) AS VARCHAR)
                        || ' % of its holders hold this too (no dates are known)'
                ELSE ' held for ' || CAST(bases.held_days AS VARCHAR) || ' days: chance from now '
                    || coalesce(CAST(round(100 * ranked.chance, 1) AS VARCHAR) || ' %', 'unknown')
            END,
            'chance', ranked.chance
        ) AS VARCHAR) || coalesce(',' || substr(nullif(ranked.moved, '[]'), 2), ']')
    END AS reasons
FROM ranked
INNER JOIN bases
    ON
        ranked.as_of = bases.as_of
        AND ranked.account_id = bases.account_id
        AND ranked.product_id = bases.product_id
INNER JOIN catalog_products AS base ON bases.base_product_id = base.product_id

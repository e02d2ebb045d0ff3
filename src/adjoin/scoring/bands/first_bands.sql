/* ---
what: >
  While fewer outcomes of approaches are known than a model needs, each open cell's band among all of them by its
  prior (terciles), and what became of accounts like this one: those that began its base, and took the product within
  the horizon. No row once enough outcomes are known.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  probability: the prior's
  probability_low: bound
  probability_high: bound
  basis: practice
  in_use: false, for nothing was learned
  band: low, middle or high
  like_count: accounts that began the base
  like_adopted: those that took the product within the horizon
  moved: null
parameters: {fewest_outcomes: null}
--- */
WITH outcomes AS (
    SELECT count(*) AS known FROM approach_episodes
    WHERE matured
),

placed AS (
    SELECT *, percent_rank() OVER (PARTITION BY as_of ORDER BY probability) AS place
    FROM prior
    WHERE horizon_days IS NOT NULL
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.product_id,
    placed.probability,
    placed.probability_low,
    placed.probability_high,
    'practice' AS basis,
    FALSE AS in_use,
    CASE WHEN placed.place < 1.0 / 3 THEN 'low' WHEN placed.place < 2.0 / 3 THEN 'middle' ELSE 'high' END AS band,
    CAST(affinity.at_risk AS BIGINT) AS like_count,
    CAST(affinity.adopters AS BIGINT) AS like_adopted,
    CAST(NULL AS VARCHAR) AS moved
FROM placed
CROSS JOIN outcomes
LEFT JOIN affinity
    ON
        placed.base_product_id = affinity.from_product
        AND placed.product_id = affinity.to_product
        AND placed.horizon_days = affinity.horizon_days
WHERE outcomes.known < $fewest_outcomes

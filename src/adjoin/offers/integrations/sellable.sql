/* ---
what: >
  The open cells that could become a sale without the product, the contract or a rival's changing first: no block by
  eligibility, adjacency or competitor bought. What blocks for a time (health, renewal, a play that is open) does not
  make a missing integration cheaper.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: the held product it builds on
  probability: of starting it within the horizon
  probability_low: bound, never above the probability
  probability_high: bound, never below it
  horizon_days: of the probability; null in snapshot mode
  expected_acv: money a year; null without a price
  expected_value: probability times expected_acv less the cost of the motion; null without a price
--- */
WITH closed AS (
    SELECT as_of, account_id, product_id FROM gates
    WHERE
        gate IN ('eligibility', 'adjacency', 'competitor_bought')
        AND counts_as = 'block' AND scope = 'all' AND account_id IS NOT NULL AND product_id IS NOT NULL
)

SELECT
    scored.as_of,
    scored.account_id,
    scored.product_id,
    scored.base_product_id,
    scored.probability,
    least(coalesce(scored.probability_low, scored.probability), scored.probability) AS probability_low,
    greatest(coalesce(scored.probability_high, scored.probability), scored.probability) AS probability_high,
    scored.horizon_days,
    scored.expected_acv,
    scored.expected_value
FROM scored
LEFT JOIN closed
    ON
        scored.as_of = closed.as_of
        AND scored.account_id = closed.account_id
        AND scored.product_id = closed.product_id
WHERE closed.account_id IS NULL

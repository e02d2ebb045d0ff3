/* ---
what: >
  How far each open cell's readiness moves its log-odds, where it does. A view: in a large book nearly every cell has
  one of a few hundred values.
key: [as_of, account_id, product_id]
keep: view
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: the held product it builds on
  log_odds: by which it moves the prior
  moved: the aspects that move it most, the strongest first, as JSON; null where none is worth a word
--- */
SELECT
    bases.as_of,
    bases.account_id,
    bases.product_id,
    bases.base_product_id,
    levels.log_odds,
    levels.moved
FROM bases
LEFT JOIN readiness_needs AS needed ON bases.product_id = needed.product_id
LEFT JOIN readiness_gaps AS gaps
    ON bases.as_of = gaps.as_of AND bases.account_id = gaps.account_id AND needed.needs = gaps.needs
INNER JOIN readiness_levels AS levels
    ON
        bases.as_of = levels.as_of
        AND bases.product_id = levels.product_id
        AND bases.base_product_id = levels.base_product_id
        AND coalesce(gaps.gaps, '') = levels.gaps
WHERE levels.log_odds <> 0

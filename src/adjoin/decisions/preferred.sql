/* ---
what: The candidates of each account that what was shown before leaves open, its best first.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  place: 1 for the best
  possible: play, discover or blocked
  launch: true or false
  expected_value: money a year
  probability: of starting it within the horizon
--- */
SELECT
    candidates.as_of,
    candidates.account_id,
    candidates.product_id,
    row_number() OVER (
        PARTITION BY candidates.as_of, candidates.account_id ORDER BY candidates.rank
    ) AS place,
    candidates.possible,
    candidates.launch,
    candidates.expected_value,
    candidates.probability
FROM candidates
LEFT JOIN stickiness
    ON candidates.as_of = stickiness.as_of AND candidates.account_id = stickiness.account_id
LEFT JOIN stronger
    ON
        candidates.as_of = stronger.as_of
        AND candidates.account_id = stronger.account_id
        AND candidates.product_id = stronger.product_id
WHERE
    coalesce(stickiness.standing, 'free') NOT IN ('kept', 'stronger')
    OR candidates.product_id = stickiness.product_id
    OR (stickiness.standing = 'stronger' AND stronger.product_id IS NOT NULL)

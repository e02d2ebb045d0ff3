/* ---
what: >
  Every approach of a root for a product that is known now, the first of an episode or not; opportunities where they
  stand for approaches.
key: [root_id, product_id, occurred_on]
columns:
  root_id: text
  product_id: text
  occurred_on: date
--- */
SELECT roots.root_id, approaches.product_id, approaches.occurred_on
FROM approaches
INNER JOIN roots ON approaches.as_of = roots.as_of AND approaches.account_id = roots.account_id
WHERE approaches.product_id IS NOT NULL
UNION
SELECT root_id, product_id, approached_on AS occurred_on FROM approach_episodes
WHERE label = 'opportunity'

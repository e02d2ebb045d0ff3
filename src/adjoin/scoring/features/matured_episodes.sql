/* ---
what: The approaches to learn from, at the day before them, and the root, product and owner they had.
key: [as_of, account_id, product_id, approach_id]
columns:
  as_of: the day before the approach
  account_id: text
  product_id: text
  approach_id: text
  outcome: whether it led to a start, or was won
  approached_on: date
  root_id: text
  owner: null where unknown
  label: approach or opportunity
--- */
SELECT
    approached_on - 1 AS as_of,
    account_id,
    product_id,
    approach_id,
    outcome,
    approached_on,
    root_id,
    owner,
    label
FROM approach_episodes
WHERE matured
ORDER BY approached_on, account_id, product_id, approach_id

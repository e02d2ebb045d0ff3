/* ---
what: >
  The open cells on the day before their approach, with what is known of it now. Two opportunities of one day on one
  cell are one approach, won if either was.
key: [as_of, account_id, product_id]
columns:
  as_of: the day before the approach
  account_id: text
  product_id: text
  outcome: whether it led to a start, or was won
  approached_on: date
  root_id: text
  owner: null where unknown
--- */
SELECT
    features.as_of,
    features.account_id,
    features.product_id,
    max(CASE WHEN episodes.outcome THEN 1 ELSE 0 END) = 1 AS outcome,
    min(episodes.approached_on) AS approached_on,
    min(episodes.root_id) AS root_id,
    min(episodes.owner) AS owner
FROM features
INNER JOIN matured_episodes AS episodes
    ON
        features.as_of = episodes.as_of
        AND features.account_id = episodes.account_id
        AND features.product_id = episodes.product_id
GROUP BY features.as_of, features.account_id, features.product_id
ORDER BY features.as_of, features.account_id, features.product_id

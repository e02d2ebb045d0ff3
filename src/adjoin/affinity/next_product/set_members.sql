/* ---
what: The products of each set.
key: [set_id, product_id]
columns:
  as_of: date
  set_id: see held_sets
  product_id: text
--- */
WITH example AS (
    SELECT as_of, set_id, min(account_id) AS account_id FROM held_sets
    GROUP BY as_of, set_id
)

SELECT example.as_of, example.set_id, first_held.product_id
FROM example
INNER JOIN first_held ON example.as_of = first_held.as_of AND example.account_id = first_held.account_id

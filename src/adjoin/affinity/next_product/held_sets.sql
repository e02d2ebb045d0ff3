/* ---
what: >
  The accounts by what they hold or held: those with the same products have the same next one, so that it is worked
  out once a set.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  set_id: number of the set, of one moment only
--- */
WITH gathered AS (
    SELECT as_of, account_id, string_agg(product_id, ' + ' ORDER BY product_id) AS products
    FROM first_held
    GROUP BY as_of, account_id
)

SELECT as_of, account_id, dense_rank() OVER (ORDER BY as_of, products) AS set_id
FROM gathered

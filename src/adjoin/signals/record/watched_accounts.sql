/* ---
what: The accounts that have held something, with their root as a number and the day they began.
key: [account_id]
columns:
  account_id: text
  root: number of its root; accounts of one root are one cluster
  first_on: first day it held anything
parameters: {as_of: null}
--- */
WITH held AS (
    SELECT account_id, min(began_on) AS first_on FROM spans
    WHERE as_of = $as_of AND began_on IS NOT NULL
    GROUP BY account_id
),

kin AS (
    SELECT account_id, root_id FROM roots
    WHERE as_of = $as_of
)

SELECT
    held.account_id,
    dense_rank() OVER (ORDER BY coalesce(kin.root_id, held.account_id)) AS root,
    held.first_on
FROM held
LEFT JOIN kin ON held.account_id = kin.account_id

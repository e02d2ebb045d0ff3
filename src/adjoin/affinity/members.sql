/* ---
what: >
  The accounts that have held something (or the roots, see units), numbered, with their root and segment as numbers
  too: the tables of affinity are grouped by millions of rows, and numbers group faster than texts.
key: [account]
columns:
  account: number of the account, in the order of account_id
  account_id: text
  root: number of its root; accounts of one root are one cluster
  segment: number of its segment; accounts without one share a number
  first_on: first day it held anything
parameters: {as_of: null}
--- */
WITH held AS (
    SELECT units.unit_id AS account_id, min(spans.began_on) AS first_on
    FROM spans
    INNER JOIN units ON spans.account_id = units.account_id
    WHERE spans.as_of = $as_of AND spans.began_on IS NOT NULL
    GROUP BY units.unit_id
),

told AS (
    SELECT account_id, segment FROM known.accounts
    WHERE as_of = $as_of
),

kin AS (
    SELECT account_id, root_id FROM roots
    WHERE as_of = $as_of
)

SELECT
    row_number() OVER (ORDER BY held.account_id) AS account,
    held.account_id,
    dense_rank() OVER (ORDER BY coalesce(kin.root_id, held.account_id)) AS root,
    dense_rank() OVER (ORDER BY coalesce(told.segment, '')) AS segment,
    held.first_on
FROM held
LEFT JOIN told ON held.account_id = told.account_id
LEFT JOIN kin ON held.account_id = kin.account_id

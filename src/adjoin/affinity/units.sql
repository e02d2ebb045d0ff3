/* ---
what: >
  As what each account is measured: as itself, or where `unit` is root as the topmost account above it, so that a
  parent and its children are one customer.
key: [account_id]
columns:
  account_id: an account that has held something
  unit_id: the account it is measured as
parameters: {as_of: null, unit: account}
--- */
WITH held AS (
    SELECT DISTINCT account_id FROM spans
    WHERE as_of = $as_of AND began_on IS NOT NULL
),

kin AS (
    SELECT account_id, root_id FROM roots
    WHERE as_of = $as_of
)

SELECT
    held.account_id,
    CASE WHEN $unit = 'root' THEN coalesce(kin.root_id, held.account_id) ELSE held.account_id END AS unit_id
FROM held
LEFT JOIN kin ON held.account_id = kin.account_id

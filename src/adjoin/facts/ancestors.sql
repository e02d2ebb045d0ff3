/* ---
what: Every account above an account, parent by parent, at most twelve steps up.
key: [as_of, account_id, ancestor_id]
columns:
  as_of: date
  account_id: text
  ancestor_id: text
--- */
WITH RECURSIVE climb AS (
    SELECT as_of, account_id, parent_account_id AS ancestor_id, 1 AS steps
    FROM known.accounts
    WHERE parent_account_id IS NOT NULL AND parent_account_id <> account_id
    UNION ALL
    SELECT climb.as_of, climb.account_id, parents.parent_account_id AS ancestor_id, climb.steps + 1 AS steps
    FROM climb
    INNER JOIN known.accounts AS parents ON climb.as_of = parents.as_of AND climb.ancestor_id = parents.account_id
    WHERE parents.parent_account_id IS NOT NULL AND climb.steps < 12
)

SELECT DISTINCT as_of, account_id, ancestor_id FROM climb
WHERE ancestor_id <> account_id

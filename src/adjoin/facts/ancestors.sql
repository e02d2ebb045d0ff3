/* ---
what: The accounts known at the moment above an account, step by step; where parents circle they come again.
key: [as_of, account_id, steps]
columns:
  as_of: date
  account_id: text
  ancestor_id: text
  steps: 1 for the parent; at most 12
--- */
WITH RECURSIVE climb AS (
    SELECT as_of, account_id, account_id AS ancestor_id, 0 AS steps
    FROM known.accounts
    UNION ALL
    SELECT climb.as_of, climb.account_id, parents.parent_account_id AS ancestor_id, climb.steps + 1 AS steps
    FROM climb
    INNER JOIN known.accounts AS parents
        ON climb.as_of = parents.as_of AND climb.ancestor_id = parents.account_id
    INNER JOIN known.accounts AS known_parents
        ON parents.as_of = known_parents.as_of AND parents.parent_account_id = known_parents.account_id
    WHERE climb.steps < 12
)

SELECT as_of, account_id, ancestor_id, steps FROM climb
WHERE steps > 0

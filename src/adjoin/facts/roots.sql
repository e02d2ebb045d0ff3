/* ---
what: The root of each account known at the moment, its topmost parent; itself where it has none or parents circle.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  root_id: text
--- */
WITH RECURSIVE climb AS (
    SELECT as_of, account_id, account_id AS root_id, 0 AS steps
    FROM known.accounts
    UNION ALL
    SELECT climb.as_of, climb.account_id, parents.parent_account_id AS root_id, climb.steps + 1 AS steps
    FROM climb
    INNER JOIN known.accounts AS parents
        ON climb.as_of = parents.as_of AND climb.root_id = parents.account_id
    INNER JOIN known.accounts AS known_parents
        ON parents.as_of = known_parents.as_of AND parents.parent_account_id = known_parents.account_id
    WHERE climb.steps < 12
),

topmost AS (
    SELECT as_of, account_id, root_id, steps,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY steps DESC) AS place
    FROM climb
)

SELECT
    as_of,
    account_id,
    CASE WHEN steps = 12 THEN account_id ELSE root_id END AS root_id
FROM topmost
WHERE place = 1

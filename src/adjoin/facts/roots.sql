/* ---
what: The root of each account known at the moment, its topmost parent; itself where it has none or parents circle.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  root_id: text
--- */
WITH highest AS (
    SELECT as_of, account_id, max(steps) AS steps FROM ancestors
    GROUP BY as_of, account_id
)

SELECT
    accounts.as_of,
    accounts.account_id,
    CASE WHEN highest.steps < 12 THEN ancestors.ancestor_id ELSE accounts.account_id END AS root_id
FROM known.accounts AS accounts
LEFT JOIN highest ON accounts.as_of = highest.as_of AND accounts.account_id = highest.account_id
LEFT JOIN ancestors
    ON
        highest.as_of = ancestors.as_of
        AND highest.account_id = ancestors.account_id
        AND highest.steps = ancestors.steps

/* ---
what: >
  What any policy may pick on the date, the same for all of them: open cells that can be sold to the account, accounts
  with an open opportunity left out whole.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  root_id: the topmost parent
--- */
WITH in_talks AS (
    SELECT DISTINCT as_of, account_id FROM known.opportunities
    WHERE outcome = 'open'
),

not_sold AS (
    SELECT DISTINCT as_of, account_id, product_id FROM gates
    WHERE gate = 'eligibility' AND verdict = 'block' AND account_id IS NOT NULL AND product_id IS NOT NULL
)

SELECT cells.as_of, cells.account_id, cells.product_id, roots.root_id
FROM cells
INNER JOIN roots ON cells.as_of = roots.as_of AND cells.account_id = roots.account_id
LEFT JOIN in_talks ON cells.as_of = in_talks.as_of AND cells.account_id = in_talks.account_id
LEFT JOIN not_sold
    ON
        cells.as_of = not_sold.as_of
        AND cells.account_id = not_sold.account_id
        AND cells.product_id = not_sold.product_id
WHERE in_talks.account_id IS NULL AND not_sold.account_id IS NULL

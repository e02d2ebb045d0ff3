/* ---
what: Each account of the book with its root and whose week a play there takes a slot of.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  name: of the account
  root_id: text
  owner: the account executive, else the customer success manager; empty where nobody owns it
--- */
SELECT
    accounts.as_of,
    accounts.account_id,
    coalesce(accounts.name, accounts.account_id) AS name,
    roots.root_id,
    coalesce(accounts.ae, accounts.csm, '') AS owner
FROM known.accounts AS accounts
INNER JOIN (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    ON accounts.as_of = book.as_of AND accounts.account_id = book.account_id
INNER JOIN roots ON accounts.as_of = roots.as_of AND accounts.account_id = roots.account_id

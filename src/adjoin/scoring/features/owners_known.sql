/* ---
what: The root and the owner of every account known now.
key: [account_id]
columns:
  account_id: text
  root_id: text
  owner: the AE, else the CSM; null where neither is known
--- */
SELECT roots.account_id, roots.root_id, coalesce(accounts.ae, accounts.csm) AS owner
FROM roots
INNER JOIN known.accounts AS accounts ON roots.as_of = accounts.as_of AND roots.account_id = accounts.account_id

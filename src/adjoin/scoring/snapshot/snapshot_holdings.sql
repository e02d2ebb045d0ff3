/* ---
what: Who holds what at the moments at which nobody knows since when, with the root that each account belongs to.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  root_id: text
--- */
WITH dated AS (
    SELECT DISTINCT as_of FROM holdings
    WHERE held_days IS NOT NULL
)

SELECT holdings.as_of, holdings.account_id, holdings.product_id,
    coalesce(roots.root_id, holdings.account_id) AS root_id
FROM holdings
LEFT JOIN dated ON holdings.as_of = dated.as_of
LEFT JOIN roots ON holdings.as_of = roots.as_of AND holdings.account_id = roots.account_id
WHERE dated.as_of IS NULL
ORDER BY holdings.as_of, holdings.account_id, holdings.product_id

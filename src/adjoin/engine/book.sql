/* ---
what: The accounts of the book with what the pages show of them.
key: [as_of, account_id]
columns: {as_of: , account_id: , name: , root_id: , industry: , segment: , employees: , country: , customer_since: , csm: , ae: , partner: , sites: , referenceable: , products: , acv: }
--- */
WITH held AS (
    SELECT as_of, account_id, count(*) AS products, round(sum(acv), 4) AS acv FROM holdings
    GROUP BY as_of, account_id
)

SELECT
    accounts.as_of,
    accounts.account_id,
    accounts.name,
    roots.root_id,
    accounts.industry,
    accounts.segment,
    accounts.employees,
    accounts.country,
    accounts.customer_since,
    accounts.csm,
    accounts.ae,
    accounts.partner,
    accounts.sites,
    accounts.referenceable,
    held.products,
    held.acv
FROM known.accounts AS accounts
INNER JOIN held ON accounts.as_of = held.as_of AND accounts.account_id = held.account_id
INNER JOIN roots ON accounts.as_of = roots.as_of AND accounts.account_id = roots.account_id

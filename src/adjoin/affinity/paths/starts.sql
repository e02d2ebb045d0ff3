/* ---
what: >
  The steps an account has taken: its first real start of each product, those left out that replaced a product it
  held (a migration is no further product).
key: [account, product]
columns:
  account: number, see members
  product: number, see numbered_products
  began_on: date
--- */
SELECT beginnings.account, beginnings.product, beginnings.began_on
FROM beginnings
LEFT JOIN (SELECT DISTINCT account, to_product FROM replacements) AS taken
    ON beginnings.account = taken.account AND beginnings.product = taken.to_product
WHERE taken.account IS NULL

/* ---
what: How many accounts began each product together with others on their first day.
key: [product]
columns:
  product: number, see numbered_products
  accounts: number
--- */
SELECT beginnings.product, count(*) AS accounts
FROM lives
INNER JOIN members ON lives.account = members.account
INNER JOIN beginnings ON lives.account = beginnings.account AND members.first_on = beginnings.began_on
WHERE lives.product = -1
GROUP BY beginnings.product
ORDER BY beginnings.product

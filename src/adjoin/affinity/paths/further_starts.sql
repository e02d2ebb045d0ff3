/* ---
what: The products that the accounts of `lives` began after their first day, while they lived and were watched.
key: [account, product]
columns:
  account: number, see members
  product: number, see numbered_products
  day: days since the account's first day
--- */
SELECT starts.account, starts.product, starts.began_on - members.first_on AS day
FROM starts
INNER JOIN members ON starts.account = members.account
INNER JOIN lives ON starts.account = lives.account
WHERE
    starts.began_on > members.first_on
    AND starts.began_on - members.first_on > lives.entry
    AND starts.began_on - members.first_on <= lives.exit
ORDER BY starts.account, starts.product

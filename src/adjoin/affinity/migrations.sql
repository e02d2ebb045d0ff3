/* ---
what: >
  How many accounts gave up one product for another. A migration needs no known start of what was given up, so that
  these are more than leave the cohort of a pair by one.
key: [from_product, to_product]
columns:
  from_product: number of the product given up
  to_product: number of the product taken instead
  replaced: accounts
--- */
SELECT from_product, to_product, count(DISTINCT account) AS replaced
FROM replacements
GROUP BY from_product, to_product

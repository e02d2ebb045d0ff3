/* ---
what: Who enters each product's cohort and leaves it, as if no other product were ever bought.
key: [account, product, entered]
keep: view
columns:
  account: number, see members
  product: number, see numbered_products
  day: days since the start of the product
  entered: 1 on the day it enters, else 0
  competing: 1 on the day its product ends, else 0
  censored: 1 on the as-of date if it still holds it, else 0
--- */
SELECT account, product, entry AS day, 1 AS entered, 0 AS competing, 0 AS censored
FROM beginnings
WHERE observed
UNION ALL
SELECT
    account,
    product,
    exit AS day,
    0 AS entered,
    CASE WHEN ended_on IS NULL THEN 0 ELSE 1 END AS competing,
    CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS censored
FROM beginnings
WHERE observed

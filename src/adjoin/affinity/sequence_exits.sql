/* ---
what: >
  Daily counts of each product's cohort as if no other product were ever bought: who enters on a day, whose product
  ends on it, whose follow-up ends on it.
key: [product, day]
columns:
  product: number, see numbered_products
  day: days since the start of the product
  entered: accounts
  competing: accounts whose product ends
  censored: accounts that still hold it on the as-of date
--- */
SELECT
    product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored
FROM exit_moves
GROUP BY product, day

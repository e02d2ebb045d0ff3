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
WITH moves AS (
    SELECT product, entry AS day, 1 AS entered, 0 AS competing, 0 AS censored
    FROM beginnings
    WHERE observed
    UNION ALL
    SELECT
        product,
        exit AS day,
        0 AS entered,
        CASE WHEN ended_on IS NULL THEN 0 ELSE 1 END AS competing,
        CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END AS censored
    FROM beginnings
    WHERE observed
)

SELECT
    product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored
FROM moves
GROUP BY product, day

/* ---
what: >
  A product that stands alone: of at least `least` holders fewer than `beside` hold anything else, so no number of its
  team says that customers go on. Money is that of the likeliest next product by value.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the one held
  seen_on: today
  hit: whether it happened
  money: price a year × chance of its likeliest next product by value; null without a price
  says: one sentence
parameters: {least: 20, beside: 0.1}
--- */
WITH counted AS (
    SELECT *, count(*) OVER (PARTITION BY as_of, account_id) AS products FROM holdings
),

shares AS (
    SELECT
        as_of, product_id, count(*) AS holders, count(CASE WHEN products > 1 THEN 1 END) AS several
    FROM counted
    GROUP BY as_of, product_id
    HAVING count(*) >= $least
),

next_best AS (
    SELECT as_of, account_id, max(probability * expected_acv) AS money FROM sellable
    GROUP BY as_of, account_id
)

SELECT
    counted.as_of,
    counted.account_id,
    counted.product_id,
    counted.as_of AS seen_on,
    shares.several < $beside * shares.holders AND counted.products = 1 AS hit,
    round(next_best.money, 4) AS money,
    CAST(shares.several AS VARCHAR) || ' of ' || CAST(shares.holders AS VARCHAR) || ' holders of ' || products.name
    || ' hold something else too' AS says
FROM counted
INNER JOIN shares ON counted.as_of = shares.as_of AND counted.product_id = shares.product_id
INNER JOIN catalog_products AS products ON counted.product_id = products.product_id
LEFT JOIN next_best ON counted.as_of = next_best.as_of AND counted.account_id = next_best.account_id

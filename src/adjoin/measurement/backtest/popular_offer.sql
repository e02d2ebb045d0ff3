/* ---
what: The most widely held product on offer to each account, with what the simple policies order accounts by.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  holders: accounts that hold the product
  acv: money a year that the account pays for everything; null without prices
  held: products it holds
  customer_since: day, else its first start
--- */
WITH holders AS (
    SELECT as_of, product_id, count(*) AS holders FROM holdings
    GROUP BY as_of, product_id
),

placed AS (
    SELECT
        offers.as_of,
        offers.account_id,
        offers.product_id,
        coalesce(holders.holders, 0) AS holders,
        row_number() OVER (
            PARTITION BY offers.as_of, offers.account_id
            ORDER BY coalesce(holders.holders, 0) DESC, offers.product_id
        ) AS place
    FROM offers
    LEFT JOIN holders ON offers.as_of = holders.as_of AND offers.product_id = holders.product_id
),

paid AS (
    SELECT as_of, account_id, round(sum(acv), 2) AS acv, count(*) AS held, min(began_on) AS began_on
    FROM holdings
    GROUP BY as_of, account_id
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.product_id,
    placed.holders,
    paid.acv,
    paid.held,
    coalesce(accounts.customer_since, paid.began_on) AS customer_since
FROM placed
INNER JOIN paid ON placed.as_of = paid.as_of AND placed.account_id = paid.account_id
INNER JOIN known.accounts AS accounts
    ON placed.as_of = accounts.as_of AND placed.account_id = accounts.account_id
WHERE placed.place = 1

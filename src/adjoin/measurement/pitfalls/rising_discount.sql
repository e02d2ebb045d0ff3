/* ---
what: >
  Each discount larger than the last: the account's newest deal of the window has at least `rise` more off than the deal
  before it, of any product. Accounts with one deal are not judged.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: empty text where the deal names none
  seen_on: when the newest deal was won
  hit: whether it happened
  money: money given away on these deals; null without an amount
  says: one sentence
parameters: {window_days: 365, rise: 0.05}
--- */
WITH placed AS (
    SELECT
        *,
        lag(discount) OVER (PARTITION BY as_of, account_id ORDER BY won_on, deal_id, product_id) AS before,
        lead(won_on) OVER (PARTITION BY as_of, account_id ORDER BY won_on, deal_id, product_id) AS next_on
    FROM pitfall_discounts
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.product_id,
    placed.won_on AS seen_on,
    placed.discount - placed.before >= $rise - 1e-9 AS hit,
    placed.given AS money,
    CAST(CAST(round(100 * placed.discount) AS INTEGER) AS VARCHAR) || ' % off '
    || coalesce(products.name, 'the price') || ' on ' || CAST(placed.won_on AS VARCHAR) || ', '
    || CAST(CAST(round(100 * placed.before) AS INTEGER) AS VARCHAR) || ' % on the deal before' AS says
FROM placed
LEFT JOIN catalog_products AS products ON placed.product_id = products.product_id
WHERE placed.next_on IS NULL AND placed.before IS NOT NULL AND placed.as_of - placed.won_on < $window_days

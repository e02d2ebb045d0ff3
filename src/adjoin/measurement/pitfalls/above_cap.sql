/* ---
what: >
  Deals won in the window with more off than `discount_cap`, all deals of an account and product together.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: empty text where the deal names none
  seen_on: the last day it was seen
  hit: whether it happened
  money: money given away on these deals; null without an amount
  says: one sentence
parameters: {window_days: 365, discount_cap: 0.25}
--- */
SELECT
    deals.as_of,
    deals.account_id,
    deals.product_id,
    max(deals.won_on) AS seen_on,
    max(deals.discount) > $discount_cap + 1e-9 AS hit,
    round(sum(CASE WHEN deals.discount > $discount_cap + 1e-9 THEN deals.given END), 4) AS money,
    CAST(CAST(round(100 * max(deals.discount)) AS INTEGER) AS VARCHAR) || ' % off '
    || coalesce(max(products.name), 'the price') || ' on '
    || CAST(max_by(deals.won_on, deals.discount) AS VARCHAR) || '; the cap is '
    || CAST(CAST(round(100 * $discount_cap) AS INTEGER) AS VARCHAR) || ' %' AS says
FROM pitfall_discounts AS deals
LEFT JOIN catalog_products AS products ON deals.product_id = products.product_id
WHERE deals.as_of - deals.won_on < $window_days
GROUP BY deals.as_of, deals.account_id, deals.product_id

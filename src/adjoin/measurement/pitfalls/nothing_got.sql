/* ---
what: >
  Discounts for nothing: deals won in the window below list of which nobody recorded why, or a concession of a play
  whose return was promised and not kept.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: empty text where the deal names none
  seen_on: the last day it was seen
  hit: whether it happened
  money: money given away on these deals; null without an amount
  says: one sentence
parameters: {window_days: 365}
--- */
WITH deals AS (
    SELECT
        as_of,
        account_id,
        product_id,
        max(won_on) AS seen_on,
        count(CASE WHEN discount > 0 AND reason IS NULL THEN 1 END) AS unexplained,
        0 AS broken,
        sum(CASE WHEN discount > 0 AND reason IS NULL THEN given END) AS money
    FROM pitfall_discounts
    WHERE as_of - won_on < $window_days AND source = 'opportunity'
    GROUP BY as_of, account_id, product_id
    UNION ALL
    SELECT
        as_of, account_id, product_id, max(given_on) AS seen_on, 0 AS unexplained,
        count(CASE WHEN state = 'broken' THEN 1 END) AS broken,
        sum(CASE WHEN state = 'broken' THEN money END) AS money
    FROM give_gets
    WHERE as_of - given_on < $window_days AND state IN ('agreed', 'kept', 'broken')
    GROUP BY as_of, account_id, product_id
),

together AS (
    SELECT
        as_of, account_id, product_id, max(seen_on) AS seen_on, sum(unexplained) AS unexplained,
        sum(broken) AS broken, round(sum(money), 4) AS money
    FROM deals
    GROUP BY as_of, account_id, product_id
)

SELECT
    together.as_of,
    together.account_id,
    together.product_id,
    together.seen_on,
    together.unexplained + together.broken > 0 AS hit,
    together.money,
    CASE
        WHEN together.broken > 0 THEN 'What was promised in return for a concession on '
            || coalesce(products.name, 'the price') || ' was not kept'
        WHEN together.unexplained > 0 THEN 'Below list price for ' || coalesce(products.name, 'a deal') || ' up to '
            || CAST(together.seen_on AS VARCHAR) || ', and nobody recorded why'
        ELSE 'The reason is on record, or list price was paid'
    END AS says
FROM together
LEFT JOIN catalog_products AS products ON together.product_id = products.product_id

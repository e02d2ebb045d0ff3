/* ---
what: >
  Recommended beside others: products that had a slot of the week for the account within `proposed_days`, ghosts of an
  experiment left out, are `many` or more.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: the last day it was seen
  hit: whether it happened
  money: price a year × chance of the product while it is not held, 0 once it is; null without a price
  says: one sentence
parameters: {many: 3, proposed_days: 90}
--- */
WITH shown AS (
    SELECT as_of, account_id, product_id, max(shown_on) AS shown_on
    FROM known.proposals
    WHERE NOT coalesce(ghost, FALSE) AND as_of - shown_on < $proposed_days
    GROUP BY as_of, account_id, product_id
),

counted AS (
    SELECT *, count(*) OVER (PARTITION BY as_of, account_id) AS products FROM shown
)

SELECT
    counted.as_of,
    counted.account_id,
    counted.product_id,
    counted.shown_on AS seen_on,
    counted.products >= $many AS hit,
    prices.waiting AS money,
    products.name || ' was recommended on ' || CAST(counted.shown_on AS VARCHAR) || ', one of '
    || CAST(counted.products AS VARCHAR) || ' products within ' || CAST($proposed_days AS VARCHAR) || ' days' AS says
FROM counted
INNER JOIN catalog_products AS products ON counted.product_id = products.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        counted.as_of = prices.as_of
        AND counted.account_id = prices.account_id
        AND counted.product_id = prices.product_id

/* ---
what: >
  All hangs by one person: pitched, and of all conversations in the window, at least `least` of them with somebody in
  particular, every one was with the same person.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: the last day it was seen
  hit: whether it happened
  money: price a year × chance of the product while it is not held, 0 once it is; null without a price
  says: one sentence
parameters: {window_days: 365, least: 2}
--- */
WITH spoken AS (
    SELECT
        as_of, account_id, count(*) AS conversations, count(DISTINCT contact_id) AS people
    FROM known.interactions
    WHERE contact_id IS NOT NULL AND as_of - occurred_on < $window_days
    GROUP BY as_of, account_id
),

pursued AS (
    SELECT as_of, account_id, product_id, max(pitched_on) AS pitched_on FROM pitfall_pitches
    GROUP BY as_of, account_id, product_id
)

SELECT
    pursued.as_of,
    pursued.account_id,
    pursued.product_id,
    pursued.pitched_on AS seen_on,
    spoken.people = 1 AS hit,
    prices.waiting AS money,
    products.name || ' was pitched on ' || CAST(pursued.pitched_on AS VARCHAR) || ', and '
    || CASE spoken.people WHEN 1 THEN 'of ' || CAST(spoken.conversations AS VARCHAR)
        || ' conversations in a year each was with the same person'
        ELSE CAST(spoken.people AS VARCHAR) || ' people were spoken with' END
        AS says
FROM pursued
INNER JOIN spoken ON pursued.as_of = spoken.as_of AND pursued.account_id = spoken.account_id
INNER JOIN catalog_products AS products ON pursued.product_id = products.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        pursued.as_of = prices.as_of
        AND pursued.account_id = prices.account_id
        AND pursued.product_id = prices.product_id
WHERE spoken.conversations >= $least

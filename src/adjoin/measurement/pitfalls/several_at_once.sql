/* ---
what: >
  Pitched beside others: on the day of a pitch, products pitched to the account within `together_days` up to then, it
  among them, are `several` or more. One row for what was pitched; days of the fullest pitch, the newest of those.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: the last day it was seen
  hit: whether it happened
  money: price a year × chance of the product while it is not held, 0 once it is; null without a price
  says: one sentence
parameters: {several: 2, together_days: 30}
--- */
WITH counted AS (
    SELECT
        pitches.as_of,
        pitches.account_id,
        pitches.product_id,
        pitches.pitched_on,
        pitches.pitch_id,
        count(DISTINCT beside.product_id) AS products
    FROM pitfall_pitches AS pitches
    INNER JOIN pitfall_pitches AS beside
        ON
            pitches.as_of = beside.as_of
            AND pitches.account_id = beside.account_id
            AND beside.pitched_on <= pitches.pitched_on
            AND pitches.pitched_on - beside.pitched_on <= $together_days
    GROUP BY pitches.as_of, pitches.account_id, pitches.product_id, pitches.pitched_on, pitches.pitch_id
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY products DESC, pitched_on DESC, pitch_id
        ) AS place
    FROM counted
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.product_id,
    placed.pitched_on AS seen_on,
    placed.products >= $several AS hit,
    prices.waiting AS money,
    products.name || ' was pitched on ' || CAST(placed.pitched_on AS VARCHAR) || ', one of '
    || CAST(placed.products AS VARCHAR) || ' products within ' || CAST($together_days AS VARCHAR) || ' days' AS says
FROM placed
INNER JOIN catalog_products AS products ON placed.product_id = products.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        placed.as_of = prices.as_of
        AND placed.account_id = prices.account_id
        AND placed.product_id = prices.product_id
WHERE placed.place = 1

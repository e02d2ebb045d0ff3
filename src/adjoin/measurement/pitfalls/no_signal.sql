/* ---
what: >
  Pitched without a signal: no detector fired for the account and the product within `signal_days` up to the pitch.
  Firings are known for `watched_days`, so earlier pitches are not judged, nor are products for which no detector
  fired at anybody. One row for what was pitched; it happened if it did at the newest pitch that can be judged.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: of the newest pitch that can be judged
  hit: whether it happened
  money: price a year × chance of the product while it is not held, 0 once it is; null without a price
  says: one sentence
parameters: {signal_days: 90, watched_days: 365}
--- */
WITH seen_products AS (
    SELECT DISTINCT product_id FROM firings
),

judged AS (
    SELECT
        pitches.as_of,
        pitches.account_id,
        pitches.product_id,
        pitches.pitched_on,
        row_number() OVER (
            PARTITION BY pitches.as_of, pitches.account_id, pitches.product_id
            ORDER BY pitches.pitched_on DESC, pitches.pitch_id
        ) AS place
    FROM pitfall_pitches AS pitches
    INNER JOIN seen_products ON pitches.product_id = seen_products.product_id
    WHERE pitches.as_of - pitches.pitched_on < $watched_days - $signal_days
),

fired AS (
    SELECT judged.as_of, judged.account_id, judged.product_id, count(*) AS firings
    FROM judged
    INNER JOIN firings
        ON
            judged.account_id = firings.account_id
            AND judged.product_id = firings.product_id
            AND firings.fired_on <= judged.pitched_on
            AND judged.pitched_on - firings.fired_on <= $signal_days
    WHERE judged.place = 1
    GROUP BY judged.as_of, judged.account_id, judged.product_id
)

SELECT
    judged.as_of,
    judged.account_id,
    judged.product_id,
    judged.pitched_on AS seen_on,
    fired.firings IS NULL AS hit,
    prices.waiting AS money,
    products.name || ' was pitched on ' || CAST(judged.pitched_on AS VARCHAR)
    || CASE WHEN fired.firings IS NULL THEN ', and nothing seen in the ' || CAST($signal_days AS VARCHAR)
        || ' days before pointed to it' ELSE ' after a signal' END AS says
FROM judged
INNER JOIN catalog_products AS products ON judged.product_id = products.product_id
LEFT JOIN fired
    ON
        judged.as_of = fired.as_of
        AND judged.account_id = fired.account_id
        AND judged.product_id = fired.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        judged.as_of = prices.as_of
        AND judged.account_id = prices.account_id
        AND judged.product_id = prices.product_id
WHERE judged.place = 1

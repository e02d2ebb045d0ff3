/* ---
what: >
  Pitched although the base was unsteady as known on that day: health red or yellow, an escalated or urgent ticket
  open, or the product held longest in little use. One row a base; it happened if it did at the newest pitch in question.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the base
  seen_on: the last day it was seen
  hit: at any pitch of the window
  money: what the account pays a year for the base; null where unknown or no longer held
  says: one sentence
--- */
WITH placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, base_product_id
            ORDER BY unstable DESC, pitched_on DESC, pitch_id, product_id
        ) AS place
    FROM pitfall_unstable_pitches
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.base_product_id AS product_id,
    placed.pitched_on AS seen_on,
    placed.unstable = 1 AS hit,
    prices.price AS money,
    pitched.name || ' was pitched on ' || CAST(placed.pitched_on AS VARCHAR) || ' while '
    || CASE
        WHEN placed.colour IN ('red', 'yellow') THEN 'health was ' || placed.colour
        WHEN placed.escalated > 0
            THEN CAST(placed.escalated AS VARCHAR) || CASE placed.escalated WHEN 1 THEN ' escalated ticket was open'
                ELSE ' escalated tickets were open' END
        WHEN placed.unstable = 1
            THEN 'only ' || CAST(CAST(floor(round(100 * placed.used_share, 6)) AS INTEGER) AS VARCHAR) || ' % of '
                || base.name || ' was in use'
        ELSE 'the base was steady'
    END AS says
FROM placed
INNER JOIN catalog_products AS pitched ON placed.product_id = pitched.product_id
INNER JOIN catalog_products AS base ON placed.base_product_id = base.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        placed.as_of = prices.as_of
        AND placed.account_id = prices.account_id
        AND placed.base_product_id = prices.product_id
        AND prices.held
WHERE placed.place = 1

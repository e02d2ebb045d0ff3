/* ---
what: >
  Deals won whose discount is known, up to the moment. Where no won deal has a discount, lines of subscriptions stand
  in, by their price against their list price on the day they began; they have no reason.
key: [as_of, deal_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: empty text where the deal names none
  deal_id: opportunity_id, or the line's
  won_on: date
  discount: off the list price, 0–1
  reason: as recorded; null where none is
  source: opportunity or line
  given: money given away, amount × discount ÷ (1 − discount); null without an amount
--- */
WITH won AS (
    SELECT
        as_of, account_id, coalesce(product_id, '') AS product_id, opportunity_id AS deal_id, closed_on AS won_on,
        discount, nullif(trim(discount_reason), '') AS reason, 'opportunity' AS source,
        CASE WHEN discount < 1 THEN round(amount * discount / (1 - discount), 4) END AS given
    FROM known.opportunities
    WHERE outcome = 'won' AND discount IS NOT NULL AND closed_on IS NOT NULL
),

told AS (
    SELECT DISTINCT as_of FROM won
),

lines AS (
    SELECT
        as_of, account_id, product_id, coalesce(subscription_id, '') || ' ' || CAST(started_on AS VARCHAR) AS deal_id,
        started_on AS won_on, round(1 - sum(acv) / sum(list_acv), 9) AS discount,
        round(sum(list_acv) - sum(acv), 4) AS given
    FROM known.subscriptions
    WHERE
        list_acv > 0 AND acv IS NOT NULL AND acv <= list_acv AND started_on IS NOT NULL
        AND NOT coalesce(is_trial, FALSE)
    GROUP BY as_of, account_id, product_id, subscription_id, started_on
)

SELECT as_of, account_id, product_id, deal_id, won_on, discount, reason, source, given FROM won
UNION ALL
SELECT
    lines.as_of, lines.account_id, lines.product_id, lines.deal_id, lines.won_on, lines.discount,
    CAST(NULL AS VARCHAR) AS reason, 'line' AS source, lines.given
FROM lines
LEFT JOIN told ON lines.as_of = told.as_of
WHERE told.as_of IS NULL

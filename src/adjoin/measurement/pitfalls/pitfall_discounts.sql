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
        paid.as_of,
        paid.account_id,
        paid.product_id,
        coalesce(paid.subscription_id, '') || ' ' || CAST(paid.started_on AS VARCHAR) AS deal_id,
        paid.started_on AS won_on,
        round(1 - sum(paid.acv) / sum(paid.list_acv), 9) AS discount,
        round(sum(paid.list_acv) - sum(paid.acv), 4) AS given
    FROM known.subscriptions AS paid
    LEFT JOIN told ON paid.as_of = told.as_of
    WHERE
        told.as_of IS NULL
        AND paid.list_acv > 0 AND paid.acv IS NOT NULL AND paid.acv <= paid.list_acv AND paid.started_on IS NOT NULL
        AND NOT coalesce(paid.is_trial, FALSE)
    GROUP BY paid.as_of, paid.account_id, paid.product_id, paid.subscription_id, paid.started_on
)

SELECT as_of, account_id, product_id, deal_id, won_on, discount, reason, source, given FROM won
UNION ALL
SELECT
    as_of, account_id, product_id, deal_id, won_on, discount, CAST(NULL AS VARCHAR) AS reason, 'line' AS source, given
FROM lines

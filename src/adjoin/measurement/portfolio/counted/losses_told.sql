/* ---
what: >
  Each lost deal with its reason. A rival on record is the reason where none is recorded or its words mean nothing
  known.
key: [as_of, deal_id, product_id]
columns:
  as_of: date
  deal_id: text
  base_product_id: text
  product_id: text
  reason: integration, price, rival, timing, no_need, other or unknown
  recorded: text; empty where none is
  competitor: null where none is recorded
  amount: null where unknown
  closed_on: date
--- */
SELECT
    deals.as_of,
    deals.deal_id,
    deals.base_product_id,
    deals.product_id,
    CASE
        WHEN coalesce(reasons.reason, 'other') = 'other' AND deals.competitor IS NOT NULL THEN 'rival'
        WHEN deals.recorded = '' THEN 'unknown'
        ELSE coalesce(reasons.reason, 'other')
    END AS reason,
    deals.recorded,
    deals.competitor,
    deals.amount,
    deals.closed_on
FROM loss_deals AS deals
LEFT JOIN loss_reasons AS reasons ON deals.recorded = reasons.recorded
WHERE deals.outcome = 'lost'

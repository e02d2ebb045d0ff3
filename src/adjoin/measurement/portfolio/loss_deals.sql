/* ---
what: >
  Deals closed within `window_days`, won or lost, of a product that the account did not hold while it held another:
  opportunities that are no renewals, and plays that ended without an opportunity for the same account and product from `around_days` before their
  acceptance to as many after their end. Their base is, of what was held on the day before they began, the product from
  which most go on to the one offered within a year (affinity); equal or unknown: held longest.
key: [as_of, deal_id, product_id]
columns:
  as_of: date
  account_id: text
  deal_id: opportunity_id, or the play's
  base_product_id: text
  product_id: the one offered
  began_on: date
  closed_on: date
  outcome: won or lost
  recorded: the reason as recorded, in small letters; empty where none is
  competitor: null where none is recorded
  amount: money; null where unknown
parameters: {window_days: 1095, around_days: 30}
--- */
WITH offered AS (
    SELECT
        as_of, account_id, opportunity_id AS deal_id, product_id, created_on AS began_on, closed_on, outcome,
        trim(lower(coalesce(lost_reason, ''))) AS recorded, nullif(trim(competitor), '') AS competitor, amount
    FROM known.opportunities
    WHERE
        outcome IN ('won', 'lost') AND product_id IS NOT NULL AND closed_on IS NOT NULL
        AND lower(coalesce(type, '')) NOT LIKE '%renew%'
),

alone AS (
    SELECT ended.as_of, ended.play_id
    FROM plays AS ended
    LEFT JOIN offered
        ON
            ended.as_of = offered.as_of
            AND ended.account_id = offered.account_id
            AND ended.product_id = offered.product_id
            AND offered.closed_on >= ended.accepted_on - CAST($around_days AS INTEGER)
            AND offered.began_on <= ended.closed_on + CAST($around_days AS INTEGER)
    WHERE ended.kind = 'cross_sell' AND ended.outcome IN ('won', 'lost')
    GROUP BY ended.as_of, ended.play_id
    HAVING count(offered.deal_id) = 0
),

deals AS (
    SELECT * FROM offered
    UNION ALL
    SELECT
        ended.as_of, ended.account_id, 'play ' || CAST(ended.play_id AS VARCHAR) AS deal_id, ended.product_id,
        ended.accepted_on AS began_on, ended.closed_on, ended.outcome,
        trim(lower(coalesce(ended.reason, ''))) AS recorded, nullif(trim(ended.rival), '') AS competitor,
        CAST(NULL AS DOUBLE) AS amount
    FROM plays AS ended
    INNER JOIN alone ON ended.as_of = alone.as_of AND ended.play_id = alone.play_id
),

held AS (
    SELECT
        deals.*,
        spans.product_id AS base_product_id,
        max(CASE WHEN spans.product_id = deals.product_id THEN 1 ELSE 0 END) OVER (
            PARTITION BY deals.as_of, deals.deal_id, deals.product_id
        ) AS held_already,
        row_number() OVER (
            PARTITION BY deals.as_of, deals.deal_id, deals.product_id
            ORDER BY affinity.probability DESC NULLS LAST, spans.began_on NULLS FIRST, spans.product_id
        ) AS place
    FROM deals
    INNER JOIN spans
        ON
            deals.as_of = spans.as_of
            AND deals.account_id = spans.account_id
            AND coalesce(spans.began_on < deals.began_on, TRUE)
            AND coalesce(spans.ended_on >= deals.began_on, TRUE)
    LEFT JOIN affinity
        ON
            spans.product_id = affinity.from_product
            AND deals.product_id = affinity.to_product
            AND affinity.horizon_days = 365
    WHERE deals.as_of - deals.closed_on < $window_days
)

SELECT
    as_of, account_id, deal_id, base_product_id, product_id, began_on, closed_on, outcome, recorded, competitor, amount
FROM held
WHERE place = 1 AND held_already = 0

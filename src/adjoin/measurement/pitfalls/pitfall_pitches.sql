/* ---
what: >
  What was pitched to customers within `window_days`: every outbound approach (discovery, demo or pitch) that
  names a product which the account did not hold on that day while it held another. Where no approach names a product, opportunities
  that we opened stand in, on the day of their creation; renewals and those the customer began do not.
key: [as_of, pitch_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the one pitched
  pitched_on: date
  pitch_id: interaction_id or opportunity_id
  contact_id: to whom; null where unknown
  base_product_id: of what the account held on that day, that which it held longest
parameters: {window_days: 365}
--- */
WITH approached AS (
    SELECT
        approaches.as_of,
        approaches.account_id,
        approaches.product_id,
        approaches.occurred_on AS pitched_on,
        approaches.interaction_id AS pitch_id,
        interactions.contact_id
    FROM approaches
    INNER JOIN known.interactions AS interactions
        ON approaches.as_of = interactions.as_of AND approaches.interaction_id = interactions.interaction_id
    WHERE approaches.product_id IS NOT NULL
),

told AS (
    SELECT DISTINCT as_of FROM approached
),

pitched AS (
    SELECT as_of, account_id, product_id, pitched_on, pitch_id, contact_id FROM approached
    UNION ALL
    SELECT
        deals.as_of, deals.account_id, deals.product_id, deals.created_on AS pitched_on,
        deals.opportunity_id AS pitch_id, deals.contact_id
    FROM known.opportunities AS deals
    LEFT JOIN told ON deals.as_of = told.as_of
    WHERE
        told.as_of IS NULL
        AND deals.product_id IS NOT NULL
        AND lower(coalesce(deals.type, '')) NOT LIKE '%renew%'
        AND lower(coalesce(deals.motion, '')) <> 'inbound'
),

recent AS (
    SELECT as_of, account_id, product_id, pitch_id, max(pitched_on) AS pitched_on, max(contact_id) AS contact_id
    FROM pitched
    WHERE as_of - pitched_on < $window_days
    GROUP BY as_of, account_id, product_id, pitch_id
),

beside AS (
    SELECT
        recent.as_of,
        recent.product_id,
        recent.pitch_id,
        spans.product_id AS held_product_id,
        spans.product_id = recent.product_id AS same,
        row_number() OVER (
            PARTITION BY recent.as_of, recent.pitch_id, recent.product_id
            ORDER BY
                CASE WHEN spans.product_id = recent.product_id THEN 1 ELSE 0 END,
                spans.began_on NULLS FIRST, spans.product_id
        ) AS place,
        max(CASE WHEN spans.product_id = recent.product_id THEN 1 ELSE 0 END) OVER (
            PARTITION BY recent.as_of, recent.pitch_id, recent.product_id
        ) AS held_already
    FROM recent
    INNER JOIN spans
        ON
            recent.as_of = spans.as_of
            AND recent.account_id = spans.account_id
            AND coalesce(spans.began_on < recent.pitched_on, TRUE)
            AND coalesce(spans.ended_on >= recent.pitched_on, TRUE)
)

SELECT
    recent.as_of,
    recent.account_id,
    recent.product_id,
    recent.pitched_on,
    recent.pitch_id,
    recent.contact_id,
    beside.held_product_id AS base_product_id
FROM recent
INNER JOIN beside
    ON
        recent.as_of = beside.as_of
        AND recent.pitch_id = beside.pitch_id
        AND recent.product_id = beside.product_id
        AND beside.place = 1
        AND beside.held_already = 0

/* ---
what: The reasons that closed deals have for their discounts, and how many deals each.
key: [as_of, reason]
columns:
  as_of: date
  reason: as recorded, in small letters; empty where none is
  arbitrary: whether demand is learned from it
  deals: closed deals whose discount is known
  discounted: those sold below list
  discounted_meanwhile: those sold below list that began between the first and the last deal with an arbitrary reason
--- */
WITH arbitrary AS (
    SELECT as_of, min(created_on) AS first_on, max(created_on) AS last_on FROM price_deals
    GROUP BY as_of
),

closed AS (
    SELECT
        opportunities.as_of,
        opportunities.opportunity_id,
        opportunities.product_id,
        trim(lower(coalesce(opportunities.discount_reason, ''))) AS reason,
        CASE WHEN opportunities.discount > 0 THEN 1 ELSE 0 END AS discounted,
        CASE
            WHEN opportunities.created_on >= arbitrary.first_on AND opportunities.created_on <= arbitrary.last_on
                THEN 1
            ELSE 0
        END AS meanwhile
    FROM known.opportunities AS opportunities
    LEFT JOIN arbitrary ON opportunities.as_of = arbitrary.as_of
    WHERE opportunities.outcome IN ('won', 'lost') AND opportunities.discount IS NOT NULL
)

SELECT
    closed.as_of,
    closed.reason,
    count(price_deals.word) > 0 AS arbitrary,
    count(*) AS deals,
    CAST(sum(closed.discounted) AS BIGINT) AS discounted,
    CAST(sum(closed.discounted * closed.meanwhile) AS BIGINT) AS discounted_meanwhile
FROM closed
LEFT JOIN price_deals
    ON
        closed.as_of = price_deals.as_of
        AND closed.opportunity_id = price_deals.opportunity_id
        AND closed.product_id = price_deals.product_id
GROUP BY closed.as_of, closed.reason

/* ---
what: >
  The customer asks for the product, an inbound interaction that mentions it. Its name in what was written counts only
  where the purpose says that they ask: a name may be an everyday word.
kind: asked
weight: 3.0
half_life_days: 45
lookback_days: 30
needs: [interactions]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
WITH inbound AS (
    SELECT
        interactions.as_of,
        interactions.account_id,
        interactions.interaction_id,
        interactions.occurred_on,
        coalesce(lower(interactions.purpose) IN ('asked', 'demo', 'pricing', 'discovery'), FALSE) AS asks,
        interactions.subject,
        interactions.channel,
        ',' || replace(interactions.products_mentioned, ' ', '') || ',' AS mentioned,
        ' ' || regexp_replace(
            lower(coalesce(interactions.subject, '') || ' ' || coalesce(interactions.body, '')), '[^\w]+', ' ', 'g'
        ) || ' ' AS said
    FROM known.interactions AS interactions
    LEFT JOIN bulk_days
        ON
            interactions.as_of = bulk_days.as_of
            AND bulk_days.source = 'interactions'
            AND interactions.occurred_on = bulk_days.day
    WHERE
        interactions.direction = 'in'
        AND interactions.occurred_on > interactions.as_of - 3 * $window_days
        AND bulk_days.day IS NULL
),

named AS (
    SELECT
        product_id,
        name,
        ',' || replace(product_id, ' ', '') || ',' AS mention,
        ' ' || regexp_replace(lower(name), '[^\w]+', ' ', 'g') || ' ' AS spoken
    FROM catalog_products
)

SELECT
    inbound.as_of,
    inbound.account_id,
    named.product_id,
    inbound.occurred_on AS detected_on,
    CASE WHEN inbound.asks THEN 1.0 ELSE 0.6 END AS strength,
    'Asked about ' || named.name || ' on ' || CAST(inbound.occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'interactions', 'interaction_id', inbound.interaction_id,
        'quote', left(inbound.subject, 120), 'channel', inbound.channel
    ) AS evidence
FROM inbound
CROSS JOIN named
WHERE strpos(inbound.mentioned, named.mention) > 0 OR (inbound.asks AND strpos(inbound.said, named.spoken) > 0)

/* ---
what: The customer asks for the product, an inbound interaction that names it. The most direct one counts, the latest of several.
kind: asked
weight: 3.0
half_life_days: 45
needs: [interactions]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
WITH inbound AS (
    SELECT
        interactions.as_of,
        interactions.account_id,
        products.product_id,
        products.name,
        interactions.interaction_id,
        interactions.occurred_on,
        interactions.channel,
        interactions.subject,
        CASE WHEN lower(interactions.purpose) IN ('asked', 'demo', 'pricing', 'discovery') THEN 1.0 ELSE 0.6 END
            AS directness
    FROM known.interactions AS interactions
    INNER JOIN catalog_products AS products
        ON
            ',' || replace(interactions.products_mentioned, ' ', '') || ',' LIKE '%,' || products.product_id || ',%'
    LEFT JOIN bulk_days
        ON
            interactions.as_of = bulk_days.as_of
            AND bulk_days.source = 'interactions'
            AND interactions.occurred_on = bulk_days.day
    WHERE
        interactions.direction = 'in'
        AND interactions.occurred_on > interactions.as_of - $window_days
        AND bulk_days.day IS NULL
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY directness DESC, occurred_on DESC, interaction_id
        ) AS place
    FROM inbound
)

SELECT
    as_of,
    account_id,
    product_id,
    occurred_on AS detected_on,
    directness AS strength,
    'Asked about ' || name || CASE WHEN repeats > 1 THEN ' ' || CAST(repeats AS VARCHAR) || ' times, last' ELSE '' END
    || ' on ' || CAST(occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'interactions', 'interaction_id', interaction_id, 'quote', left(subject, 120), 'channel', channel,
        'repeats', repeats
    ) AS evidence
FROM ranked
WHERE place = 1

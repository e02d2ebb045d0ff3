/* ---
what: The customer asks for the product, an inbound interaction that names it.
kind: asked
weight: 2.2
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
)

SELECT
    as_of,
    account_id,
    product_id,
    max(occurred_on) AS detected_on,
    max(directness) AS strength,
    'Asked about ' || max(name) || CASE WHEN count(*) > 1 THEN ' ' || CAST(count(*) AS VARCHAR) || ' times' ELSE '' END
        AS says,
    json_object(
        'table', 'interactions', 'interaction_id', max_by(interaction_id, occurred_on),
        'quote', left(max_by(subject, occurred_on), 120), 'channel', max_by(channel, occurred_on), 'repeats', count(*)
    ) AS evidence
FROM inbound
GROUP BY as_of, account_id, product_id

/* ---
what: The customer asks for the product, an inbound interaction that names it, by its id or by its name in what was written.
kind: asked
weight: 3.0
half_life_days: 45
lookback_days: 30
needs: [interactions]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
SELECT
    interactions.as_of,
    interactions.account_id,
    products.product_id,
    interactions.occurred_on AS detected_on,
    CASE WHEN lower(interactions.purpose) IN ('asked', 'demo', 'pricing', 'discovery') THEN 1.0 ELSE 0.6 END AS strength,
    'Asked about ' || products.name || ' on ' || CAST(interactions.occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'interactions', 'interaction_id', interactions.interaction_id,
        'quote', left(interactions.subject, 120), 'channel', interactions.channel
    ) AS evidence
FROM known.interactions AS interactions
INNER JOIN catalog_products AS products
    ON
        strpos(
            ' ' || regexp_replace(
                lower(coalesce(interactions.subject, '') || ' ' || coalesce(interactions.body, '')), '[^\w]+', ' ', 'g'
            ) || ' ',
            ' ' || regexp_replace(lower(products.name), '[^\w]+', ' ', 'g') || ' '
        ) > 0
        OR strpos(
            ',' || replace(interactions.products_mentioned, ' ', '') || ',',
            ',' || replace(products.product_id, ' ', '') || ','
        ) > 0
LEFT JOIN bulk_days
    ON
        interactions.as_of = bulk_days.as_of
        AND bulk_days.source = 'interactions'
        AND interactions.occurred_on = bulk_days.day
WHERE
    interactions.direction = 'in'
    AND interactions.occurred_on > interactions.as_of - 3 * $window_days
    AND bulk_days.day IS NULL

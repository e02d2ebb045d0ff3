/* ---
what: What a person of ours heard and entered (`adjoin heard`), under the kind they gave it; the latest of several.
kind: heard
weight: 2.5
half_life_days: 60
needs: []
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 120}
--- */
WITH ranked AS (
    SELECT
        as_of,
        account_id,
        product_id,
        event_id,
        occurred_on,
        category,
        body,
        source,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY occurred_on DESC, event_id DESC
        ) AS place
    FROM known.events
    WHERE kind = 'heard' AND product_id IS NOT NULL AND occurred_on > as_of - $window_days
)

SELECT
    as_of,
    account_id,
    product_id,
    occurred_on AS detected_on,
    1.0 AS strength,
    'Heard on ' || CAST(occurred_on AS VARCHAR) || coalesce(': ' || left(body, 120), '') AS says,
    json_object(
        'table', 'events', 'event_id', event_id, 'heard_as', category, 'source', source, 'repeats', repeats
    ) AS evidence
FROM ranked
WHERE place = 1

/* ---
what: What a person of ours heard and entered (`adjoin heard`), under the kind they gave it.
kind: heard
weight: 1.5
half_life_days: 60
needs: []
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
WITH heard AS (
    SELECT as_of, account_id, product_id, event_id, occurred_on, category, body, source
    FROM known.events
    WHERE kind = 'heard' AND product_id IS NOT NULL AND occurred_on > as_of - $window_days
)

SELECT
    as_of,
    account_id,
    product_id,
    max(occurred_on) AS detected_on,
    1.0 AS strength,
    'Heard: ' || max_by(left(body, 120), occurred_on) AS says,
    json_object(
        'table', 'events', 'event_id', max_by(event_id, occurred_on), 'heard_as', max_by(category, occurred_on),
        'source', max_by(source, occurred_on), 'repeats', count(*)
    ) AS evidence
FROM heard
GROUP BY as_of, account_id, product_id

/* ---
what: What a person of ours heard and entered (`adjoin heard`).
kind: heard
weight: 2.5
half_life_days: 60
lookback_days: 0
needs: []
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 120}
--- */
SELECT
    as_of,
    account_id,
    product_id,
    occurred_on AS detected_on,
    1.0 AS strength,
    'Heard on ' || CAST(occurred_on AS VARCHAR) || coalesce(': ' || left(body, 120), '') AS says,
    json_object('table', 'events', 'event_id', event_id, 'heard_as', category, 'source', source) AS evidence
FROM known.events
WHERE kind = 'heard' AND product_id IS NOT NULL AND occurred_on > as_of - 3 * $window_days

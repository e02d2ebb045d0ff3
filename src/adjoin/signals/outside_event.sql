/* ---
what: >
  Something outside the account's use of what it has: it hires, changes technology, reorganises, is funded or grows,
  and the event names the product, its category or its department, or describes what it solves.
kind: outside_event
weight: 1.0
half_life_days: 45
lookback_days: 30
needs: [events, described_needs]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , fires_up_to: }
parameters: {window_days: 90, fit: 0.5}
try: {parameter: fit, loosest: 0.5, strictest: 1.0, unit: fit}
--- */
WITH outside AS (
    SELECT events.*, lower(events.kind) AS event_kind
    FROM known.events AS events
    LEFT JOIN bulk_days
        ON events.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND events.occurred_on = bulk_days.day
    WHERE
        lower(events.kind) IN ('hiring', 'tech_change', 'technology', 'reorg', 'reorganisation', 'funding', 'growth')
        AND events.occurred_on > events.as_of - 3 * $window_days
        AND bulk_days.day IS NULL
),

fitting AS (
    SELECT as_of, event_id, product_id, CAST(1 AS DOUBLE) AS fit FROM outside
    WHERE product_id IS NOT NULL
    UNION ALL
    SELECT outside.as_of, outside.event_id, departments.product_id, CAST(0.7 AS DOUBLE) AS fit
    FROM outside
    INNER JOIN catalog_departments AS departments ON lower(outside.category) = departments.department
    WHERE outside.product_id IS NULL
    UNION ALL
    SELECT outside.as_of, outside.event_id, replaces.product_id, CAST(0.7 AS DOUBLE) AS fit
    FROM outside
    INNER JOIN catalog_replaces AS replaces
        ON lower(outside.category) = replaces.category OR lower(outside.vendor) = replaces.tool
    WHERE outside.product_id IS NULL
    UNION ALL
    SELECT
        outside.as_of,
        outside.event_id,
        needs.product_id,
        0.5 + 0.5 * (needs.similarity - needs.threshold) / (1 - needs.threshold) AS fit
    FROM outside
    INNER JOIN described_needs AS needs
        ON needs.source = 'events' AND outside.as_of = needs.as_of AND outside.event_id = needs.row_id
    WHERE outside.product_id IS NULL
),

best AS (
    SELECT as_of, event_id, product_id, round(max(fit), 6) AS fit FROM fitting
    GROUP BY as_of, event_id, product_id
)

SELECT
    outside.as_of,
    outside.account_id,
    best.product_id,
    outside.occurred_on AS detected_on,
    best.fit AS strength,
    CASE outside.event_kind
        WHEN 'hiring' THEN 'Hiring'
        WHEN 'funding' THEN 'Funded'
        WHEN 'growth' THEN 'Growing'
        WHEN 'tech_change' THEN 'Technology change'
        WHEN 'technology' THEN 'Technology change'
        ELSE 'Reorganisation'
    END || ' on ' || CAST(outside.occurred_on AS VARCHAR) || coalesce(': ' || left(outside.body, 120), '') AS says,
    json_object(
        'table', 'events', 'event_id', outside.event_id, 'kind', outside.event_kind, 'category', outside.category,
        'quote', left(outside.body, 120), 'fit', round(best.fit, 4)
    ) AS evidence,
    best.fit AS fires_up_to
FROM outside
INNER JOIN best ON outside.as_of = best.as_of AND outside.event_id = best.event_id
WHERE best.fit >= $fit

/* ---
what: >
  The account evaluates or researches a rival in the product's category. Urgent: if it buys, the window closes for
  eighteen months.
kind: competitive_evaluation
weight: 2.0
half_life_days: 30
needs: [events]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 60}
--- */
WITH looking AS (
    SELECT
        events.as_of,
        events.account_id,
        coalesce(events.product_id, replaces.product_id) AS product_id,
        events.event_id,
        events.occurred_on,
        events.kind,
        events.vendor,
        events.body,
        CASE WHEN lower(events.kind) = 'competitor_evaluation' THEN 1.0 ELSE 0.6 END AS weight
    FROM known.events AS events
    LEFT JOIN catalog_replaces AS replaces
        ON
            events.product_id IS NULL
            AND (lower(events.category) = replaces.category OR lower(events.vendor) = replaces.tool)
    LEFT JOIN bulk_days
        ON events.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND events.occurred_on = bulk_days.day
    WHERE
        lower(events.kind) IN ('competitor_evaluation', 'category_research')
        AND events.occurred_on > events.as_of - $window_days
        AND bulk_days.day IS NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    max(occurred_on) AS detected_on,
    max(weight) AS strength,
    CASE WHEN max(weight) = 1.0 THEN 'Evaluating ' ELSE 'Researching ' END
    || coalesce(max_by(vendor, weight), 'a rival') || ' since ' || CAST(max_by(occurred_on, weight) AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', max_by(event_id, weight), 'kind', max_by(kind, weight),
        'vendor', max_by(vendor, weight), 'quote', left(max_by(body, weight), 120), 'repeats', count(*)
    ) AS evidence
FROM looking
WHERE product_id IS NOT NULL
GROUP BY as_of, account_id, product_id

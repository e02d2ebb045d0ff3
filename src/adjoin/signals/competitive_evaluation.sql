/* ---
what: >
  The account evaluates or researches a rival in the product's category. Urgent: if it buys, the window closes for
  eighteen months.
kind: competitive_evaluation
weight: 2.7
half_life_days: 30
needs: [events]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 60}
--- */
WITH looking AS (
    SELECT DISTINCT
        events.as_of,
        events.account_id,
        coalesce(events.product_id, replaces.product_id) AS product_id,
        events.event_id,
        events.occurred_on,
        lower(events.kind) AS kind,
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
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY weight DESC, occurred_on DESC, event_id
        ) AS place
    FROM looking
    WHERE product_id IS NOT NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    occurred_on AS detected_on,
    weight AS strength,
    CASE kind WHEN 'competitor_evaluation' THEN 'Evaluating ' ELSE 'Researching ' END
    || coalesce(vendor, 'a rival') || ' since ' || CAST(occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', event_id, 'kind', kind, 'vendor', vendor, 'quote', left(body, 120),
        'repeats', repeats
    ) AS evidence
FROM ranked
WHERE place = 1

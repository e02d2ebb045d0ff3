/* ---
what: >
  A goal the customer stated, or a strategic event at it (a plan, a new market, a merger, a rule to comply with), maps to
  what the product does. A goal in the customer's own words counts more than news about it. Goals are broad, so the text
  must lie clearly nearer than a ticket must.
kind: strategic_shift
weight: 1.8
half_life_days: 90
lookback_days: 30
needs: [described_needs]
needs_any: [events, objectives]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , fires_up_to: }
parameters: {window_days: 180, fit: 0.65, own_words: 1.0, news: 0.7}
try: {parameter: fit, loosest: 0.5, strictest: 1.0, unit: fit}
--- */
WITH events AS (
    SELECT events.*
    FROM known.events AS events
    LEFT JOIN bulk_days
        ON events.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND events.occurred_on = bulk_days.day
    WHERE
        lower(events.kind) IN (
            'strategic', 'strategy', 'initiative', 'market_entry', 'expansion', 'compliance', 'regulation', 'merger',
            'acquisition'
        )
        AND bulk_days.day IS NULL
),

said AS (
    SELECT
        as_of,
        account_id,
        product_id,
        'events' AS source,
        event_id AS row_id,
        occurred_on AS said_on,
        lower(kind) AS kind,
        body AS quote,
        CAST(NULL AS VARCHAR) AS solves,
        CAST(1 AS DOUBLE) AS fit
    FROM events
    WHERE product_id IS NOT NULL
    UNION ALL
    SELECT
        needs.as_of,
        needs.account_id,
        needs.product_id,
        needs.source,
        needs.row_id,
        needs.said_on,
        lower(needs.kind) AS kind,
        needs.quote,
        needs.solves,
        0.5 + 0.5 * (needs.similarity - needs.threshold) / (1 - needs.threshold) AS fit
    FROM described_needs AS needs
    LEFT JOIN events ON needs.source = 'events' AND needs.as_of = events.as_of AND needs.row_id = events.event_id
    WHERE needs.source = 'objectives' OR (events.event_id IS NOT NULL AND events.product_id IS NULL)
)

SELECT
    as_of,
    account_id,
    product_id,
    said_on AS detected_on,
    round(fit * CASE source WHEN 'objectives' THEN $own_words ELSE $news END, 6) AS strength,
    CASE source WHEN 'objectives' THEN 'Stated the goal' 
        WHEN 'events' THEN CASE WHEN kind IN ('strategic', 'strategy') THEN 'Strategic event'
            ELSE 'Strategic event (' || replace(kind, '_', ' ') || ')' END
    END
    || ' on ' || CAST(said_on AS VARCHAR) || coalesce(': ' || left(quote, 120), '') AS says,
    json_object(
        'table', source, CASE source WHEN 'objectives' THEN 'objective' ELSE 'event_id' END, row_id, 'kind', kind,
        'quote', left(quote, 120), 'solves', solves, 'fit', round(fit, 4)
    ) AS evidence,
    round(fit, 6) AS fires_up_to
FROM said
WHERE said_on > as_of - 3 * $window_days AND round(fit, 6) >= $fit

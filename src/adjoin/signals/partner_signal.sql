/* ---
what: >
  A partner refers the need, starts a project around it, or meets the account at an event about it; over once the
  account bought a rival. An event that names no product points to what the catalog says replaces its category or vendor.
kind: partner_signal
weight: 2.3
half_life_days: 60
lookback_days: 30
needs: [events]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , ended_on: }
parameters: {window_days: 120}
--- */
WITH told AS (
    SELECT events.*, events.product_id AS points_to
    FROM known.events AS events
    WHERE events.product_id IS NOT NULL
    UNION ALL
    SELECT DISTINCT events.*, replaces.product_id AS points_to
    FROM known.events AS events
    INNER JOIN catalog_replaces AS replaces
        ON lower(events.category) = replaces.category OR lower(events.vendor) = replaces.tool
    WHERE events.product_id IS NULL
)

SELECT
    events.as_of,
    events.account_id,
    events.points_to AS product_id,
    events.occurred_on AS detected_on,
    CASE lower(events.kind) WHEN 'partner_referral' THEN 1.0 WHEN 'partner_project' THEN 0.7 ELSE 0.4 END AS strength,
    coalesce(events.partner, 'A partner') || CASE lower(events.kind)
        WHEN 'partner_referral' THEN ' referred the need'
        WHEN 'partner_project' THEN ' started a project around it'
        ELSE ' met them at an event about it'
    END || ' on ' || CAST(events.occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', events.event_id, 'kind', lower(events.kind), 'partner', events.partner,
        'quote', left(events.body, 120)
    ) AS evidence,
    (
        SELECT min(rivals.occurred_on) FROM rivals
        WHERE
            rivals.kind = 'competitor_purchase'
            AND rivals.as_of = events.as_of
            AND rivals.account_id = events.account_id
            AND rivals.product_id = events.points_to
            AND rivals.occurred_on >= events.occurred_on
    ) AS ended_on
FROM told AS events
LEFT JOIN bulk_days
    ON events.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND events.occurred_on = bulk_days.day
WHERE
    lower(events.kind) IN ('partner_referral', 'partner_project', 'partner_event')
    AND events.occurred_on > events.as_of - 3 * $window_days
    AND bulk_days.day IS NULL

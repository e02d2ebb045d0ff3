/* ---
what: A partner refers the need, starts a project around it, or meets the account at an event about it.
kind: partner_signal
weight: 1.3
half_life_days: 60
needs: [events]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
WITH told AS (
    SELECT
        events.as_of,
        events.account_id,
        events.product_id,
        events.event_id,
        events.occurred_on,
        events.kind,
        coalesce(events.partner, 'A partner') AS partner,
        events.body,
        CASE
            WHEN lower(events.kind) = 'partner_referral' THEN 1.0
            WHEN lower(events.kind) = 'partner_project' THEN 0.7
            ELSE 0.4
        END AS weight
    FROM known.events AS events
    LEFT JOIN bulk_days
        ON events.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND events.occurred_on = bulk_days.day
    WHERE
        lower(events.kind) IN ('partner_referral', 'partner_project', 'partner_event')
        AND events.product_id IS NOT NULL
        AND events.occurred_on > events.as_of - $window_days
        AND bulk_days.day IS NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    max(occurred_on) AS detected_on,
    max(weight) AS strength,
    max_by(partner, weight) || CASE
        WHEN max(weight) = 1.0 THEN ' referred the need'
        WHEN max(weight) = 0.7 THEN ' started a project around it'
        ELSE ' met them at an event about it'
    END || ' on ' || CAST(max_by(occurred_on, weight) AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', max_by(event_id, weight), 'kind', max_by(kind, weight),
        'partner', max_by(partner, weight), 'quote', left(max_by(body, weight), 120), 'repeats', count(*)
    ) AS evidence
FROM told
GROUP BY as_of, account_id, product_id

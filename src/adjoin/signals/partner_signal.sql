/* ---
what: A partner refers the need, starts a project around it, or meets the account at an event about it.
kind: partner_signal
weight: 2.3
half_life_days: 60
needs: [events]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 120}
--- */
WITH told AS (
    SELECT
        events.as_of,
        events.account_id,
        events.product_id,
        events.event_id,
        events.occurred_on,
        lower(events.kind) AS kind,
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
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY weight DESC, occurred_on DESC, event_id
        ) AS place
    FROM told
)

SELECT
    as_of,
    account_id,
    product_id,
    occurred_on AS detected_on,
    weight AS strength,
    partner || CASE kind
        WHEN 'partner_referral' THEN ' referred the need'
        WHEN 'partner_project' THEN ' started a project around it'
        ELSE ' met them at an event about it'
    END || ' on ' || CAST(occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', event_id, 'kind', kind, 'partner', partner, 'quote', left(body, 120),
        'repeats', repeats
    ) AS evidence
FROM ranked
WHERE place = 1

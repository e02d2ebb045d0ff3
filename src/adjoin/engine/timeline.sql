/* ---
what: What happened at each account of the book within a year, in lanes.
key: [as_of, account_id, day, lane, says]
columns: {as_of: , account_id: , day: , lane: , product_id: , says: }
parameters: {days: 365}
--- */
WITH happened AS (
    SELECT as_of, account_id, opened_on AS day, 'tickets' AS lane, product_id,
        CASE WHEN severity = 'urgent' OR escalated THEN 'Urgent ticket: ' ELSE 'Ticket: ' END
        || coalesce(subject, left(body, 100), 'no subject') AS says
    FROM known.tickets
    UNION ALL
    SELECT as_of, account_id, occurred_on AS day,
        CASE WHEN direction = 'in' THEN 'they reached out' ELSE 'ours' END AS lane,
        CAST(NULL AS VARCHAR) AS product_id,
        upper(left(coalesce(purpose, channel, 'contact'), 1)) || substr(coalesce(purpose, channel, 'contact'), 2)
        || coalesce(': ' || subject, '') || coalesce(' (' || products_mentioned || ')', '') AS says
    FROM known.interactions
    UNION ALL
    SELECT as_of, account_id, occurred_on AS day, 'events' AS lane, product_id,
        upper(left(replace(kind, '_', ' '), 1)) || substr(replace(kind, '_', ' '), 2)
        || coalesce(': ' || coalesce(vendor, partner, left(body, 100)), '') AS says
    FROM known.events
    UNION ALL
    SELECT as_of, account_id, connected_on AS day, 'tools' AS lane, product_id, 'Connected ' || tool AS says
    FROM known.integrations
    WHERE connected_on IS NOT NULL
    UNION ALL
    SELECT as_of, account_id, first_seen_on AS day, 'people' AS lane, CAST(NULL AS VARCHAR) AS product_id,
        coalesce(name, 'A contact') || coalesce(', ' || title, '') || ' first seen' AS says
    FROM known.contacts
    WHERE first_seen_on IS NOT NULL
    UNION ALL
    SELECT as_of, account_id, began_on AS day, 'products' AS lane, product_id, 'Began' AS says
    FROM spans
    WHERE began_on IS NOT NULL AND NOT is_floor
    UNION ALL
    SELECT as_of, account_id, ended_on AS day, 'products' AS lane, product_id, 'Ended' AS says
    FROM spans
    WHERE ended_on IS NOT NULL
    UNION ALL
    SELECT as_of, account_id, coalesce(closed_on, created_on) AS day, 'deals' AS lane, product_id,
        CASE outcome WHEN 'won' THEN 'Deal won' WHEN 'lost' THEN 'Deal lost' || coalesce(': ' || lost_reason, '')
            ELSE 'Deal opened' END AS says
    FROM known.opportunities
)

SELECT happened.as_of, happened.account_id, happened.day, happened.lane, happened.product_id, happened.says
FROM happened
INNER JOIN book ON happened.as_of = book.as_of AND happened.account_id = book.account_id
WHERE happened.day > happened.as_of - $days

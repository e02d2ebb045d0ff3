/* ---
what: A third-party tool that the product replaces, or one of a category it replaces, is connected and still is.
kind: integration_activity
weight: 1.8
half_life_days: 90
needs: [integrations]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 180}
--- */
WITH connected AS (
    SELECT
        integrations.as_of,
        integrations.account_id,
        replaces.product_id,
        integrations.tool,
        integrations.connected_on,
        max(CASE WHEN replaces.tool IS NOT NULL THEN 1.0 ELSE 0.6 END) AS fit
    FROM known.integrations AS integrations
    INNER JOIN catalog_replaces AS replaces
        ON lower(integrations.tool) = replaces.tool OR lower(integrations.tool_category) = replaces.category
    LEFT JOIN bulk_days
        ON
            integrations.as_of = bulk_days.as_of
            AND bulk_days.source = 'integrations'
            AND integrations.connected_on = bulk_days.day
    WHERE
        integrations.connected_on > integrations.as_of - $window_days
        AND integrations.disconnected_on IS NULL
        AND bulk_days.day IS NULL
    GROUP BY
        integrations.as_of, integrations.account_id, replaces.product_id, integrations.tool,
        integrations.connected_on
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY fit DESC, connected_on DESC, tool
        ) AS place
    FROM connected
)

SELECT
    as_of,
    account_id,
    product_id,
    connected_on AS detected_on,
    fit AS strength,
    'Connected ' || tool || ' on ' || CAST(connected_on AS VARCHAR) AS says,
    json_object('table', 'integrations', 'tool', tool, 'connected_on', connected_on, 'repeats', repeats) AS evidence
FROM ranked
WHERE place = 1

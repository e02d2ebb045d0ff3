/* ---
what: A third-party tool that the product replaces, or of a category it replaces, is connected.
kind: integration_activity
weight: 1.1
half_life_days: 90
needs: [integrations]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 120}
--- */
WITH connected AS (
    SELECT
        integrations.as_of,
        integrations.account_id,
        replaces.product_id,
        integrations.tool,
        integrations.connected_on,
        CASE WHEN replaces.tool IS NOT NULL THEN 1.0 ELSE 0.6 END AS fit
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
)

SELECT
    as_of,
    account_id,
    product_id,
    max(connected_on) AS detected_on,
    max(fit) AS strength,
    'Connected ' || max_by(tool, fit) || ' on ' || CAST(max_by(connected_on, fit) AS VARCHAR) AS says,
    json_object(
        'table', 'integrations', 'tool', max_by(tool, fit), 'connected_on', max_by(connected_on, fit),
        'repeats', count(DISTINCT tool)
    ) AS evidence
FROM connected
GROUP BY as_of, account_id, product_id

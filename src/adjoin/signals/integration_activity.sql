/* ---
what: A third-party tool that the product replaces, or one of a category it replaces, is connected and still is.
kind: integration_activity
weight: 1.8
half_life_days: 90
lookback_days: 30
needs: [integrations]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , ended_on: }
parameters: {window_days: 180}
--- */
SELECT
    integrations.as_of,
    integrations.account_id,
    replaces.product_id,
    integrations.connected_on AS detected_on,
    max(CASE WHEN lower(integrations.tool) = replaces.tool THEN 1.0 ELSE 0.6 END) AS strength,
    'Connected ' || integrations.tool || ' on ' || CAST(integrations.connected_on AS VARCHAR) AS says,
    json_object(
        'table', 'integrations', 'tool', integrations.tool, 'connected_on', integrations.connected_on
    ) AS evidence,
    max(integrations.disconnected_on) AS ended_on
FROM known.integrations AS integrations
INNER JOIN catalog_replaces AS replaces
    ON lower(integrations.tool) = replaces.tool OR lower(integrations.tool_category) = replaces.category
LEFT JOIN bulk_days
    ON
        integrations.as_of = bulk_days.as_of
        AND bulk_days.source = 'integrations'
        AND integrations.connected_on = bulk_days.day
WHERE integrations.connected_on > integrations.as_of - 3 * $window_days AND bulk_days.day IS NULL
GROUP BY
    integrations.as_of, integrations.account_id, replaces.product_id, integrations.tool, integrations.connected_on

/* ---
what: >
  A person with one of the product's buyer, evaluator or user titles appears at the account or is promoted to it.
  People who came with a bulk load fire nothing.
kind: stakeholder_expansion
weight: 1.3
half_life_days: 90
lookback_days: 30
needs: [contacts]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 180}
--- */
SELECT
    stakeholders.as_of,
    stakeholders.account_id,
    stakeholders.product_id,
    stakeholders.appeared_on AS detected_on,
    CASE stakeholders.role WHEN 'buyer' THEN 1.0 WHEN 'evaluator' THEN 0.6 ELSE 0.5 END AS strength,
    stakeholders.title || coalesce(' ' || stakeholders.name, '') || ', new since '
    || CAST(stakeholders.appeared_on AS VARCHAR) AS says,
    json_object(
        'table', 'contacts', 'contact_id', stakeholders.contact_id, 'title', stakeholders.title,
        'role', stakeholders.role
    ) AS evidence
FROM stakeholders
LEFT JOIN bulk_days
    ON
        stakeholders.as_of = bulk_days.as_of
        AND bulk_days.source = 'contacts'
        AND stakeholders.appeared_on = bulk_days.day
WHERE stakeholders.appeared_on > stakeholders.as_of - 3 * $window_days AND bulk_days.day IS NULL

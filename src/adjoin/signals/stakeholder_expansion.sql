/* ---
what: >
  A person with one of the product's buyer, evaluator or user titles appears at the account or is promoted to it.
  People who came with a bulk load fire nothing.
kind: stakeholder_expansion
weight: 0.8
half_life_days: 90
needs: [contacts]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 90}
--- */
WITH arrived AS (
    SELECT
        stakeholders.as_of,
        stakeholders.account_id,
        stakeholders.product_id,
        stakeholders.contact_id,
        stakeholders.name,
        stakeholders.title,
        stakeholders.role,
        stakeholders.appeared_on,
        CASE WHEN stakeholders.role = 'buyer' THEN 1.0 WHEN stakeholders.role = 'evaluator' THEN 0.6 ELSE 0.5 END
            AS seniority
    FROM stakeholders
    LEFT JOIN bulk_days
        ON
            stakeholders.as_of = bulk_days.as_of
            AND bulk_days.source = 'contacts'
            AND stakeholders.appeared_on = bulk_days.day
    WHERE stakeholders.appeared_on > stakeholders.as_of - $window_days AND bulk_days.day IS NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    max(appeared_on) AS detected_on,
    max(seniority) AS strength,
    max_by(title, seniority) || ' ' || max_by(coalesce(name, 'new contact'), seniority) || ' appeared on '
    || CAST(max_by(appeared_on, seniority) AS VARCHAR) AS says,
    json_object(
        'table', 'contacts', 'contact_id', max_by(contact_id, seniority), 'title', max_by(title, seniority),
        'role', max_by(role, seniority), 'repeats', count(*)
    ) AS evidence
FROM arrived
GROUP BY as_of, account_id, product_id

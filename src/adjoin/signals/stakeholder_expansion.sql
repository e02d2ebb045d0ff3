/* ---
what: >
  A person with one of the product's buyer, evaluator or user titles appears at the account or is promoted to it.
  People who came with a bulk load fire nothing.
kind: stakeholder_expansion
weight: 1.3
half_life_days: 90
needs: [contacts]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 180}
--- */
WITH arrived AS (
    SELECT
        stakeholders.*,
        CASE WHEN stakeholders.role = 'buyer' THEN 1.0 WHEN stakeholders.role = 'evaluator' THEN 0.6 ELSE 0.5 END
            AS fit
    FROM stakeholders
    LEFT JOIN bulk_days
        ON
            stakeholders.as_of = bulk_days.as_of
            AND bulk_days.source = 'contacts'
            AND stakeholders.appeared_on = bulk_days.day
    WHERE stakeholders.appeared_on > stakeholders.as_of - $window_days AND bulk_days.day IS NULL
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY fit DESC, appeared_on DESC, contact_id
        ) AS place
    FROM arrived
)

SELECT
    as_of,
    account_id,
    product_id,
    appeared_on AS detected_on,
    fit AS strength,
    title || coalesce(' ' || name, '') || ' appeared on ' || CAST(appeared_on AS VARCHAR) AS says,
    json_object(
        'table', 'contacts', 'contact_id', contact_id, 'title', title, 'role', role, 'repeats', repeats
    ) AS evidence
FROM ranked
WHERE place = 1

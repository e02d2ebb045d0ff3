/* ---
what: >
  The account evaluates or researches a rival in the product's category. Urgent: if it buys, the window closes for
  eighteen months, and so does the signal.
kind: competitive_evaluation
weight: 2.7
half_life_days: 30
lookback_days: 30
needs: [events]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , ended_on: }
parameters: {window_days: 60}
--- */
SELECT
    looking.as_of,
    looking.account_id,
    looking.product_id,
    looking.occurred_on AS detected_on,
    CASE looking.kind WHEN 'competitor_evaluation' THEN 1.0 ELSE 0.6 END AS strength,
    CASE looking.kind WHEN 'competitor_evaluation' THEN 'Evaluating ' ELSE 'Researching ' END
    || coalesce(looking.vendor, 'a rival') || ' since ' || CAST(looking.occurred_on AS VARCHAR) AS says,
    json_object(
        'table', 'events', 'event_id', looking.event_id, 'kind', looking.kind, 'vendor', looking.vendor,
        'quote', left(looking.body, 120)
    ) AS evidence,
    min(bought.occurred_on) AS ended_on
FROM rivals AS looking
LEFT JOIN bulk_days
    ON looking.as_of = bulk_days.as_of AND bulk_days.source = 'events' AND looking.occurred_on = bulk_days.day
LEFT JOIN rivals AS bought
    ON
        bought.kind = 'competitor_purchase'
        AND looking.as_of = bought.as_of
        AND looking.account_id = bought.account_id
        AND looking.product_id = bought.product_id
        AND looking.occurred_on <= bought.occurred_on
WHERE
    looking.kind <> 'competitor_purchase'
    AND looking.occurred_on > looking.as_of - 3 * $window_days
    AND bulk_days.day IS NULL
GROUP BY
    looking.as_of, looking.account_id, looking.product_id, looking.event_id, looking.occurred_on, looking.kind,
    looking.vendor, looking.body

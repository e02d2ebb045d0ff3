/* ---
what: >
  A ticket, request, post or message of the customer describes a problem that the product solves: its text lies close to
  one of the catalog's `solves` sentences. The threshold is calibrated so that unrelated text fires nothing. A message
  that names the product asks for it, which is another kind.
kind: problem_emergence
weight: 2.0
half_life_days: 60
lookback_days: 30
needs: [described_needs]
needs_any: [tickets, interactions]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , fires_up_to: }
parameters: {window_days: 120, margin: 0.0}
try: {parameter: margin, loosest: 0.0, strictest: 0.5, unit: similarity above the calibrated threshold}
--- */
SELECT
    needs.as_of,
    needs.account_id,
    needs.product_id,
    needs.said_on AS detected_on,
    round(least(1, 0.5 + 0.5 * (needs.similarity - needs.threshold) / (1 - needs.threshold)), 6) AS strength,
    CASE needs.source WHEN 'tickets' THEN 'A ticket of ' ELSE 'A message of ' END
    || CAST(needs.said_on AS VARCHAR) || ' on "' || needs.solves || '"' AS says,
    json_object(
        'table', needs.source, CASE needs.source WHEN 'tickets' THEN 'ticket_id' ELSE 'interaction_id' END,
        needs.row_id, 'quote', left(needs.quote, 120), 'solves', needs.solves,
        'similarity', round(needs.similarity, 4), 'threshold', round(needs.threshold, 4)
    ) AS evidence,
    round(needs.similarity - needs.threshold, 6) AS fires_up_to
FROM described_needs AS needs
LEFT JOIN known.interactions AS interactions
    ON
        needs.source = 'interactions'
        AND needs.as_of = interactions.as_of
        AND needs.row_id = interactions.interaction_id
LEFT JOIN bulk_days
    ON needs.as_of = bulk_days.as_of AND needs.source = bulk_days.source AND needs.said_on = bulk_days.day
WHERE
    (needs.source = 'tickets' OR (needs.source = 'interactions' AND needs.direction = 'in'))
    AND needs.said_on > needs.as_of - 3 * $window_days
    AND round(needs.similarity - needs.threshold, 6) >= $margin
    AND bulk_days.day IS NULL
    AND NOT coalesce(
        strpos(
            ',' || replace(interactions.products_mentioned, ' ', '') || ',',
            ',' || replace(needs.product_id, ' ', '') || ','
        ) > 0,
        FALSE
    )

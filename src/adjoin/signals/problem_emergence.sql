/* ---
what: >
  A ticket, request or post describes a problem that the product solves: its text lies close to one of the catalog's
  `solves` sentences. The threshold is calibrated on the catalog itself, so that unrelated text fires nothing.
kind: problem_emergence
weight: 2.0
half_life_days: 60
needs: [tickets]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: }
parameters: {window_days: 120}
--- */
WITH matched AS (
    SELECT
        tickets.as_of,
        tickets.account_id,
        text_matches.product_id,
        tickets.ticket_id,
        tickets.opened_on,
        tickets.subject,
        text_matches.similarity,
        text_matches.threshold,
        text_matches.solves
    FROM known.tickets AS tickets
    INNER JOIN text_matches
        ON coalesce(tickets.subject, '') || ' ' || coalesce(tickets.body, '') = text_matches.text
    LEFT JOIN bulk_days
        ON
            tickets.as_of = bulk_days.as_of
            AND bulk_days.source = 'tickets'
            AND tickets.opened_on = bulk_days.day
    WHERE tickets.opened_on > tickets.as_of - $window_days AND bulk_days.day IS NULL
),

ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY as_of, account_id, product_id) AS repeats,
        max(opened_on) OVER (PARTITION BY as_of, account_id, product_id) AS last_on,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY similarity DESC, opened_on DESC, ticket_id
        ) AS place
    FROM matched
)

SELECT
    as_of,
    account_id,
    product_id,
    last_on AS detected_on,
    round(least(1, 0.5 + 0.5 * (similarity - threshold) / (1 - threshold) + 0.15 * (repeats - 1)), 6) AS strength,
    CASE WHEN repeats = 1 THEN 'A ticket of ' ELSE CAST(repeats AS VARCHAR) || ' tickets until ' END
    || CAST(last_on AS VARCHAR) || ' on "' || solves || '"' AS says,
    json_object(
        'table', 'tickets', 'ticket_id', ticket_id, 'quote', left(subject, 120), 'solves', solves, 'repeats', repeats,
        'similarity', round(similarity, 4), 'threshold', round(threshold, 4)
    ) AS evidence
FROM ranked
WHERE place = 1

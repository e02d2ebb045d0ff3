/* ---
what: >
  Every text that may describe a need, each once: tickets, inbound interactions, events and stated objectives of the
  last `days` days. They are matched once, whoever wrote them; what a text means depends on it alone.
key: [text]
columns: {text: subject and body}
parameters: {days: 500}
--- */
WITH said AS (
    SELECT as_of, coalesce(subject || '. ' || body, subject, body) AS text, opened_on AS said_on
    FROM known.tickets
    UNION ALL
    SELECT as_of, coalesce(subject || '. ' || body, subject, body) AS text, occurred_on AS said_on
    FROM known.interactions
    WHERE direction = 'in'
    UNION ALL
    SELECT as_of, body AS text, occurred_on AS said_on FROM known.events
    UNION ALL
    SELECT as_of, objective AS text, coalesce(stated_on, as_of) AS said_on FROM known.objectives
)

SELECT DISTINCT text
FROM said
WHERE trim(text) <> '' AND said_on > as_of - $days
ORDER BY text

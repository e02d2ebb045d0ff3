/* ---
what: >
  Texts that describe a need which a product solves, by the similarity of their nearest passage: tickets, inbound
  interactions, events and stated objectives. Rows that came with a bulk load are left out.
key: [as_of, account_id, product_id, source, row_id]
columns:
  as_of: date
  account_id: text
  product_id: whose `solves` the text lies near to
  source: tickets, interactions, events or objectives
  row_id: ticket_id, interaction_id, event_id, or the objective itself
  said_on: day; null for an objective without one
  kind: of the ticket or event, the interaction's purpose; null for an objective
  direction: in for interactions, else null
  quote: the nearest passage of the text, at most 200 characters
  similarity: 0 to 1
  threshold: the similarity from which a text counts
  solves: the catalog's sentence it lies nearest to
parameters: {looser: 0.0}
--- */
WITH said AS (
    SELECT
        as_of,
        account_id,
        'tickets' AS source,
        ticket_id AS row_id,
        opened_on AS said_on,
        kind,
        CAST(NULL AS VARCHAR) AS direction,
        coalesce(subject || '. ' || body, subject, body) AS text
    FROM known.tickets
    UNION ALL
    SELECT
        as_of,
        account_id,
        'interactions' AS source,
        interaction_id AS row_id,
        occurred_on AS said_on,
        purpose AS kind,
        direction,
        coalesce(subject || '. ' || body, subject, body) AS text
    FROM known.interactions
    WHERE direction = 'in'
    UNION ALL
    SELECT
        as_of,
        account_id,
        'events' AS source,
        event_id AS row_id,
        occurred_on AS said_on,
        kind,
        CAST(NULL AS VARCHAR) AS direction,
        body AS text
    FROM known.events
    UNION ALL
    SELECT
        as_of,
        account_id,
        'objectives' AS source,
        objective AS row_id,
        stated_on AS said_on,
        CAST(NULL AS VARCHAR) AS kind,
        CAST(NULL AS VARCHAR) AS direction,
        objective AS text
    FROM known.objectives
)

SELECT
    said.as_of,
    said.account_id,
    text_matches.product_id,
    said.source,
    said.row_id,
    said.said_on,
    said.kind,
    said.direction,
    left(text_matches.passage, 200) AS quote,
    text_matches.similarity,
    text_matches.threshold,
    text_matches.solves
FROM said
INNER JOIN text_matches ON said.text = text_matches.text
LEFT JOIN bulk_days
    ON said.as_of = bulk_days.as_of AND said.source = bulk_days.source AND said.said_on = bulk_days.day
WHERE bulk_days.day IS NULL AND text_matches.similarity >= text_matches.threshold - $looser

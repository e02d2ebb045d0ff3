/* ---
what: >
  Days on which a table grew by a bulk load: more than `share` and at least `rows` of what was known that day. Its
  rows fire no signal.
key: [as_of, source, day]
columns:
  as_of: date
  source: canonical table
  day: date
parameters: {share: 0.05, rows: 50}
--- */
WITH arrivals AS (
    SELECT as_of, 'contacts' AS source, first_seen_on AS day FROM known.contacts
    UNION ALL
    SELECT as_of, 'contacts' AS source, title_since AS day FROM known.contacts
    WHERE title_since <> coalesce(first_seen_on, CAST('0001-01-01' AS DATE))
    UNION ALL
    SELECT as_of, 'tickets' AS source, opened_on AS day FROM known.tickets
    UNION ALL
    SELECT as_of, 'interactions' AS source, occurred_on AS day FROM known.interactions
    UNION ALL
    SELECT as_of, 'integrations' AS source, connected_on AS day FROM known.integrations
    UNION ALL
    SELECT as_of, 'events' AS source, occurred_on AS day FROM known.events
    UNION ALL
    SELECT as_of, 'objectives' AS source, stated_on AS day FROM known.objectives
    UNION ALL
    SELECT as_of, 'users' AS source, first_used_on AS day FROM known.users
),

daily AS (
    SELECT as_of, source, day, count(*) AS arrived FROM arrivals
    GROUP BY as_of, source, day
),

running AS (
    SELECT
        *,
        sum(arrived) OVER (PARTITION BY as_of, source ORDER BY day NULLS FIRST) AS known_rows
    FROM daily
)

SELECT as_of, source, day
FROM running
WHERE day IS NOT NULL AND arrived >= $rows AND arrived > $share * known_rows

/* ---
what: >
  The kinds whose silence says nothing at a moment, since every detector of the kind needs a table (or, where one of
  several is enough, only has tables) whose first dated row known then is younger than the detector's look-back. What they did see still counts.
key: [as_of, name]
columns:
  as_of: date
  name: of the detector
  kind: of signal
  because: which table is too young, as a sentence
--- */
WITH rows_known AS (
    SELECT as_of, 'usage' AS source, min(period_end) AS first_on FROM known.usage_periods
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'users' AS source, min(first_used_on) AS first_on FROM known.users
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'contacts' AS source, min(coalesce(first_seen_on, title_since)) AS first_on FROM known.contacts
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'interactions' AS source, min(occurred_on) AS first_on FROM known.interactions
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'tickets' AS source, min(opened_on) AS first_on FROM known.tickets
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'integrations' AS source, min(connected_on) AS first_on FROM known.integrations
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'events' AS source, min(occurred_on) AS first_on FROM known.events
    GROUP BY as_of
    UNION ALL
    SELECT as_of, 'objectives' AS source, min(stated_on) AS first_on FROM known.objectives
    GROUP BY as_of
),

too_young AS (
    SELECT
        dates.as_of,
        watched_tables.name,
        watched_tables.kind,
        watched_tables.enough,
        CASE
            WHEN watched_tables.source IS NULL OR watched_tables.source = 'limits' THEN NULL
            WHEN rows_known.first_on IS NULL THEN watched_tables.source || ' have no dated row yet'
            WHEN rows_known.first_on > dates.as_of - CAST(watched_tables.lookback_days AS INTEGER)
                THEN watched_tables.source || ' begin on ' || CAST(rows_known.first_on AS VARCHAR) || ', '
                || CAST(watched_tables.lookback_days AS VARCHAR) || ' days are needed'
        END AS because
    FROM dates
    CROSS JOIN watched_tables
    LEFT JOIN rows_known ON dates.as_of = rows_known.as_of AND watched_tables.source = rows_known.source
),

judged AS (
    SELECT
        as_of,
        name,
        kind,
        CASE
            WHEN
                count(CASE WHEN NOT enough THEN because END) > 0
                OR count(CASE WHEN enough THEN 1 END) > 0
                AND count(CASE WHEN enough THEN 1 END) = count(CASE WHEN enough THEN because END)
                THEN min(because)
        END AS because
    FROM too_young
    GROUP BY as_of, name, kind
),

whole AS (
    SELECT *, count(CASE WHEN because IS NULL THEN 1 END) OVER (PARTITION BY as_of, kind) AS able FROM judged
)

SELECT as_of, name, kind, because FROM whole
WHERE able = 0

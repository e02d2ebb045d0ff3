/* ---
what: >
  How far people's feedback moves the weight of each kind of signal: the log-odds of helpful against not helpful, both
  with `before` voices added, at most `most` either way, and fading as outcomes of plays that cited the kind are known:
  with `half_after` of them it counts half. Opinion speaks until outcomes do.
key: [as_of, kind]
columns:
  as_of: date
  kind: of signal
  helpful: voices
  not_helpful: voices
  outcomes: plays won or lost whose recommendation cited the kind
  tilt: log-odds added to the weight
parameters: {before: 10, most: 0.5, half_after: 50}
--- */
WITH voices AS (
    SELECT
        as_of,
        kind,
        round(sum(helpful), 9) AS helpful,
        round(sum(not_helpful), 9) AS not_helpful
    FROM feedback_voices
    GROUP BY as_of, kind
),

outcomes AS (
    SELECT plays.as_of, cited.signal_kind AS kind, count(*) AS outcomes
    FROM known.plays AS plays
    INNER JOIN cited_kinds AS cited
        ON
            plays.as_of = cited.as_of
            AND plays.account_id = cited.account_id
            AND plays.product_id = cited.product_id
            AND plays.accepted_on = cited.answered_on
    WHERE
        plays.outcome IN ('won', 'lost')
        AND cited.signal_kind IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM held_spans AS held
            WHERE
                held.as_of = plays.as_of
                AND held.account_id = plays.account_id
                AND held.from_on <= plays.closed_on
                AND coalesce(held.until_on > plays.accepted_on, TRUE)
        )
    GROUP BY plays.as_of, cited.signal_kind
)

SELECT
    voices.as_of,
    voices.kind,
    voices.helpful,
    voices.not_helpful,
    CAST(coalesce(outcomes.outcomes, 0) AS BIGINT) AS outcomes,
    round(
        greatest(-$most, least($most, ln((voices.helpful + $before) / (voices.not_helpful + $before))))
        * $half_after / ($half_after + coalesce(outcomes.outcomes, 0)),
        9
    ) AS tilt
FROM voices
LEFT JOIN outcomes ON voices.as_of = outcomes.as_of AND voices.kind = outcomes.kind

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

cited AS (
    SELECT
        plays.as_of,
        plays.play_id,
        proposals.signal_kind AS kind,
        row_number() OVER (
            PARTITION BY plays.as_of, plays.play_id ORDER BY proposals.shown_on DESC, proposals.filler
        ) AS place
    FROM known.plays AS plays
    INNER JOIN known.proposals AS proposals
        ON
            plays.as_of = proposals.as_of
            AND plays.account_id = proposals.account_id
            AND plays.product_id = proposals.product_id
            AND proposals.shown_on <= plays.accepted_on
    LEFT JOIN held_spans AS held
        ON
            plays.as_of = held.as_of
            AND plays.account_id = held.account_id
            AND held.from_on <= plays.closed_on
            AND coalesce(held.until_on > plays.accepted_on, TRUE)
    WHERE plays.outcome IN ('won', 'lost') AND NOT proposals.ghost AND held.account_id IS NULL
),

outcomes AS (
    SELECT as_of, kind, count(*) AS outcomes FROM cited
    WHERE place = 1 AND kind IS NOT NULL
    GROUP BY as_of, kind
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

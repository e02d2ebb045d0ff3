/* ---
what: >
  What people thought of recommendations, by the kind of signal that the recommendation cited when it was last shown
  before they spoke: one voice a person, kind and calendar quarter, shared out among all that the person said in it,
  so that nobody is louder by saying more. Ghosts are shown to nobody, and accounts held out of plays are left out.
key: [as_of, kind, person, quarter]
columns:
  as_of: date
  kind: of signal
  person: empty where unknown
  quarter: its first day
  helpful: share of the voice
  not_helpful: share of the voice; with `helpful` 1
--- */
WITH shown AS (
    SELECT
        feedback.as_of,
        feedback.feedback_id,
        feedback.kind AS said,
        coalesce(feedback.person, '') AS person,
        CAST(date_trunc('quarter', feedback.given_on) AS DATE) AS quarter,
        proposals.signal_kind AS kind,
        row_number() OVER (
            PARTITION BY feedback.as_of, feedback.feedback_id ORDER BY proposals.shown_on DESC, proposals.filler
        ) AS place
    FROM known.feedback AS feedback
    INNER JOIN known.proposals AS proposals
        ON
            feedback.as_of = proposals.as_of
            AND feedback.account_id = proposals.account_id
            AND feedback.product_id = proposals.product_id
            AND proposals.shown_on <= feedback.given_on
    LEFT JOIN held_spans AS held
        ON
            feedback.as_of = held.as_of
            AND feedback.account_id = held.account_id
            AND held.from_on <= feedback.given_on
            AND coalesce(held.until_on > feedback.given_on, TRUE)
    WHERE NOT proposals.ghost AND held.account_id IS NULL AND feedback.kind IN ('helpful', 'not_helpful')
)

SELECT
    as_of,
    kind,
    person,
    quarter,
    avg(CASE WHEN said = 'helpful' THEN 1.0 ELSE 0.0 END) AS helpful,
    avg(CASE WHEN said = 'not_helpful' THEN 1.0 ELSE 0.0 END) AS not_helpful
FROM shown
WHERE place = 1 AND kind IS NOT NULL
GROUP BY as_of, kind, person, quarter

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
WITH said AS (
    SELECT
        feedback.as_of,
        feedback.kind AS said,
        coalesce(feedback.person, '') AS person,
        CAST(date_trunc('quarter', feedback.given_on) AS DATE) AS quarter,
        cited.signal_kind AS kind
    FROM known.feedback AS feedback
    INNER JOIN cited_kinds AS cited
        ON
            feedback.as_of = cited.as_of
            AND feedback.account_id = cited.account_id
            AND feedback.product_id = cited.product_id
            AND feedback.given_on = cited.answered_on
    WHERE
        feedback.kind IN ('helpful', 'not_helpful')
        AND cited.signal_kind IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM held_spans AS held
            WHERE
                held.as_of = feedback.as_of
                AND held.account_id = feedback.account_id
                AND held.from_on <= feedback.given_on
                AND coalesce(held.until_on > feedback.given_on, TRUE)
        )
)

SELECT
    as_of,
    kind,
    person,
    quarter,
    avg(CASE WHEN said = 'helpful' THEN 1.0 ELSE 0.0 END) AS helpful,
    avg(CASE WHEN said = 'not_helpful' THEN 1.0 ELSE 0.0 END) AS not_helpful
FROM said
GROUP BY as_of, kind, person, quarter

/* ---
what: >
  What people said of recommendations, by the kind of signal that was cited when it was last shown before they spoke.
key: [as_of, signal_kind]
columns:
  as_of: date
  signal_kind: none where no signal was cited, or nothing was shown of the product
  helpful: times said
  not_helpful: times said
  too_early: times said, too early to tell; it moves nothing
  people: who spoke
  voices_helpful: one voice a person and quarter, see the tilt; null where nobody's counts
  voices_not_helpful: the same
  outcomes: plays won or lost whose recommendation cited the kind, before which opinion fades
  tilt: log-odds added to the weight of the kind; null where nothing moves it
--- */
WITH said AS (
    SELECT
        feedback.as_of,
        coalesce(cited.signal_kind, 'none') AS signal_kind,
        CAST(count(CASE WHEN feedback.kind = 'helpful' THEN 1 END) AS BIGINT) AS helpful,
        CAST(count(CASE WHEN feedback.kind = 'not_helpful' THEN 1 END) AS BIGINT) AS not_helpful,
        CAST(count(CASE WHEN feedback.kind = 'too_early' THEN 1 END) AS BIGINT) AS too_early,
        CAST(count(DISTINCT feedback.person) AS BIGINT) AS people
    FROM known.feedback AS feedback
    LEFT JOIN cited_kinds AS cited
        ON
            feedback.as_of = cited.as_of
            AND feedback.account_id = cited.account_id
            AND feedback.product_id = cited.product_id
            AND feedback.given_on = cited.answered_on
    GROUP BY feedback.as_of, coalesce(cited.signal_kind, 'none')
)

SELECT
    said.as_of,
    said.signal_kind,
    said.helpful,
    said.not_helpful,
    said.too_early,
    said.people,
    tilts.helpful AS voices_helpful,
    tilts.not_helpful AS voices_not_helpful,
    tilts.outcomes,
    tilts.tilt
FROM said
LEFT JOIN feedback_tilts AS tilts ON said.as_of = tilts.as_of AND said.signal_kind = tilts.kind

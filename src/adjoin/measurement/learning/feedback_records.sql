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
WITH shown AS (
    SELECT
        feedback.as_of,
        feedback.kind,
        feedback.person,
        coalesce(proposals.signal_kind, 'none') AS signal_kind,
        row_number() OVER (
            PARTITION BY feedback.as_of, feedback.feedback_id ORDER BY proposals.shown_on DESC, proposals.filler
        ) AS place
    FROM known.feedback AS feedback
    LEFT JOIN known.proposals AS proposals
        ON
            feedback.as_of = proposals.as_of
            AND feedback.account_id = proposals.account_id
            AND feedback.product_id = proposals.product_id
            AND proposals.shown_on <= feedback.given_on
            AND NOT proposals.ghost
),

said AS (
    SELECT
        as_of,
        signal_kind,
        CAST(count(CASE WHEN kind = 'helpful' THEN 1 END) AS BIGINT) AS helpful,
        CAST(count(CASE WHEN kind = 'not_helpful' THEN 1 END) AS BIGINT) AS not_helpful,
        CAST(count(CASE WHEN kind = 'too_early' THEN 1 END) AS BIGINT) AS too_early,
        CAST(count(DISTINCT person) AS BIGINT) AS people
    FROM shown
    WHERE place = 1
    GROUP BY as_of, signal_kind
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

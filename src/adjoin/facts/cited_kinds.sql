/* ---
what: >
  The kind of signal that a recommendation cited when somebody answered it, by feedback or by accepting a play: of the
  real recommendations of that product at that account, the one last shown until that day.
key: [as_of, account_id, product_id, answered_on]
columns:
  as_of: date
  account_id: text
  product_id: text
  answered_on: date
  signal_kind: null where it cited none
--- */
WITH answers AS (
    SELECT as_of, account_id, product_id, given_on AS answered_on FROM known.feedback
    UNION
    SELECT as_of, account_id, product_id, accepted_on AS answered_on FROM known.plays
),

shown AS (
    SELECT
        answers.as_of,
        answers.account_id,
        answers.product_id,
        answers.answered_on,
        proposals.signal_kind,
        row_number() OVER (
            PARTITION BY answers.as_of, answers.account_id, answers.product_id, answers.answered_on
            ORDER BY proposals.shown_on DESC, proposals.filler, proposals.signal_kind
        ) AS place
    FROM answers
    INNER JOIN known.proposals AS proposals
        ON
            answers.as_of = proposals.as_of
            AND answers.account_id = proposals.account_id
            AND answers.product_id = proposals.product_id
            AND proposals.shown_on <= answers.answered_on
    WHERE NOT proposals.ghost
)

SELECT as_of, account_id, product_id, answered_on, signal_kind FROM shown
WHERE place = 1

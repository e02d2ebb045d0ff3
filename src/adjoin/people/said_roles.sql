/* ---
what: >
  The part that a person of ours said somebody plays. A part is either a function (who pays, evaluates, uses) or an
  attitude (champion, blocker); of each the newest word about a person and product stands, and on one day the word
  about this product before the word about all.
key: [as_of, account_id, product_id, contact_id, attitude]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: text
  attitude: true for champion and blocker
  role: economic_buyer, champion, evaluator, user or blocker
  said_on: date
  source: who said it, as the event has it
--- */
WITH words AS (
    SELECT
        events.as_of,
        events.account_id,
        events.product_id,
        people_there.contact_id,
        replace(lower(events.category), 'role_', '') AS role,
        events.occurred_on AS said_on,
        events.source,
        events.event_id
    FROM known.events AS events
    INNER JOIN people_there
        ON
            events.as_of = people_there.as_of
            AND events.account_id = people_there.account_id
            AND trim(events.body) = people_there.contact_id
    WHERE lower(events.kind) = 'role'
),

about AS (
    SELECT
        words.as_of,
        words.account_id,
        in_question.product_id,
        words.contact_id,
        words.role IN ('champion', 'blocker') AS attitude,
        words.role,
        words.said_on,
        words.source,
        row_number() OVER (
            PARTITION BY
                words.as_of, words.account_id, in_question.product_id, words.contact_id,
                words.role IN ('champion', 'blocker')
            ORDER BY
                words.said_on DESC,
                CASE WHEN words.product_id IS NULL THEN 1 ELSE 0 END,
                length(words.event_id) DESC,
                words.event_id DESC
        ) AS newest
    FROM words
    INNER JOIN in_question
        ON
            words.as_of = in_question.as_of
            AND words.account_id = in_question.account_id
            AND (words.product_id IS NULL OR words.product_id = in_question.product_id)
    WHERE words.role IN ('economic_buyer', 'champion', 'evaluator', 'user', 'blocker')
)

SELECT as_of, account_id, product_id, contact_id, attitude, role, said_on, source
FROM about
WHERE newest = 1

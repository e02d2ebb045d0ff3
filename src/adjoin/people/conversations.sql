/* ---
what: >
  The interactions of the last `days` with a person who is still there, with who of ours spoke. Where a team is
  mapped, a rep whom it does not know is nobody's: they cannot be asked for an introduction.
key: [as_of, interaction_id]
columns:
  as_of: date
  account_id: text
  contact_id: text
  interaction_id: text
  rep_id: of ours; null where nobody of ours is named
  occurred_on: date
  direction: in, out or null
  how: met, spoke with, wrote to or heard from, as seen from us
  unanswered: we wrote, and nothing came from the person within `answer_days`
  sentiment: -1 to 1, null where nobody said
  mentioned: ids of products between commas
parameters: {days: 730, answer_days: 14}
--- */
WITH teams AS (
    SELECT DISTINCT as_of FROM known.team
),

spoken AS (
    SELECT
        interactions.as_of,
        interactions.account_id,
        interactions.contact_id,
        interactions.interaction_id,
        CASE WHEN teams.as_of IS NULL THEN interactions.rep ELSE rep_words.rep_id END AS rep_id,
        interactions.occurred_on,
        interactions.direction,
        interactions.sentiment,
        ',' || replace(interactions.products_mentioned, ' ', '') || ',' AS mentioned,
        coalesce(
            lower(channel) LIKE '%mail%' OR lower(channel) LIKE '%chat%' OR lower(channel) LIKE '%messag%'
            OR lower(channel) IN ('sms', 'text', 'slack', 'linkedin', 'letter', 'in-app', 'in_app', 'newsletter', 'web'),
            FALSE
        ) AS written,
        coalesce(
            lower(channel) LIKE '%meet%' OR lower(channel) LIKE '%visit%' OR lower(channel) LIKE '%site%', FALSE
        ) AS met
    FROM known.interactions AS interactions
    INNER JOIN people_there
        ON
            interactions.as_of = people_there.as_of
            AND interactions.account_id = people_there.account_id
            AND interactions.contact_id = people_there.contact_id
    LEFT JOIN teams ON interactions.as_of = teams.as_of
    LEFT JOIN rep_words ON interactions.as_of = rep_words.as_of AND lower(interactions.rep) = rep_words.word
    WHERE interactions.as_of - interactions.occurred_on < $days
),

answered AS (
    SELECT DISTINCT mails.as_of, mails.interaction_id
    FROM spoken AS mails
    INNER JOIN spoken AS answers
        ON
            mails.as_of = answers.as_of
            AND mails.account_id = answers.account_id
            AND mails.contact_id = answers.contact_id
            AND mails.occurred_on <= answers.occurred_on
            AND mails.occurred_on + $answer_days >= answers.occurred_on
    WHERE mails.written AND mails.direction = 'out' AND answers.direction = 'in'
)

SELECT
    spoken.as_of,
    spoken.account_id,
    spoken.contact_id,
    spoken.interaction_id,
    spoken.rep_id,
    spoken.occurred_on,
    spoken.direction,
    CASE
        WHEN spoken.met THEN 'met'
        WHEN NOT spoken.written THEN 'spoke with'
        WHEN spoken.direction = 'in' THEN 'heard from'
        ELSE 'wrote to'
    END AS how,
    spoken.written AND coalesce(spoken.direction = 'out', FALSE) AND answered.interaction_id IS NULL AS unanswered,
    spoken.sentiment,
    spoken.mentioned
FROM spoken
LEFT JOIN answered ON spoken.as_of = answered.as_of AND spoken.interaction_id = answered.interaction_id

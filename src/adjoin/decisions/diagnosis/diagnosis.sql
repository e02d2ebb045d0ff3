/* ---
what: >
  The three questions about each recommended product: is the need projected, observed or verified, who owns the budget,
  does the time suit both. Answered from data where it can be, verified where a person brought the answer; what is left
  open is a task, and a play stays at discovery until it is answered.
key: [as_of, account_id, question]
columns:
  as_of: date
  account_id: text
  product_id: text
  question: need, budget or timing
  standing: need is projected, observed or verified; the others answered, verified or unanswered
  answer: one sentence; null where there is none
  evidence: the rows that show it, as JSON; null where there are none
  verified_by: who brought the answer
  verified_on: the day
  task: who should ask whom what; null where nothing is open
--- */
WITH found AS (
    SELECT
        asked.as_of, asked.account_id, asked.product_id, 'need' AS question, shown.standing,
        shown.says AS answer,
        shown.evidence,
        CASE shown.standing
            WHEN 'projected'
                THEN asked.asker || ' asks ' || asked.person || ' what ' || asked.product
                    || ' would solve for them: the need is only projected'
        END AS task
    FROM asked_about AS asked
    INNER JOIN shown_needs AS shown ON asked.as_of = shown.as_of AND asked.account_id = shown.account_id
    UNION ALL
    SELECT
        asked.as_of, asked.account_id, asked.product_id, 'budget' AS question,
        CASE WHEN owners.contact_id IS NULL THEN 'unanswered' ELSE 'answered' END AS standing,
        owners.says || ' would pay, by title' || coalesce(', from the budget of ' || owners.budget, '') AS answer,
        CASE
            WHEN owners.contact_id IS NOT NULL
                THEN CAST(json_object(
                    'table', 'contacts', 'contact_id', owners.contact_id, 'budget', owners.budget
                ) AS VARCHAR)
        END AS evidence,
        CASE
            WHEN owners.contact_id IS NULL
                THEN asked.asker || ' asks ' || asked.person || ' who would pay for ' || asked.product
                    || coalesce(' (it is often the budget of ' || owners.budget || ')', '')
        END AS task
    FROM asked_about AS asked
    INNER JOIN budget_owners AS owners ON asked.as_of = owners.as_of AND asked.account_id = owners.account_id
    UNION ALL
    SELECT
        asked.as_of, asked.account_id, asked.product_id, 'timing' AS question,
        CASE WHEN times.budget_ends_on IS NULL THEN 'unanswered' ELSE 'answered' END AS standing,
        'A play begun now is signed about ' || CAST(times.signed_on AS VARCHAR) || ' (' || CAST(times.lead_days AS VARCHAR)
        || ' days); their next budget year begins on ' || CAST(times.budget_ends_on AS VARCHAR) || CASE
            WHEN times.in_the_quiet
                THEN ': it does not suit, for that falls around the renewal on ' || CAST(times.renews_on AS VARCHAR)
            WHEN NOT times.suits THEN ': it does not suit, for this budget is over then and the next is not planned yet'
            WHEN times.signed_on < times.budget_ends_on THEN ': it suits, within this budget'
            ELSE ': it suits, for the next budget is being planned now'
        END AS answer,
        CAST(json_object(
            'budget_ends_on', CAST(times.budget_ends_on AS VARCHAR), 'signed_on', CAST(times.signed_on AS VARCHAR),
            'lead_days', times.lead_days, 'renews_on', CAST(times.renews_on AS VARCHAR),
            'suits', times.suits
        ) AS VARCHAR) AS evidence,
        CASE
            WHEN times.budget_ends_on IS NULL
                THEN asked.asker || ' asks ' || asked.person || ' when their budget year begins and when ' || asked.product
                    || ' could start'
            WHEN NOT times.suits
                THEN asked.asker || ' agrees with ' || asked.person || ' on a time to start ' || asked.product
        END AS task
    FROM asked_about AS asked
    INNER JOIN suiting_times AS times ON asked.as_of = times.as_of AND asked.account_id = times.account_id
)

SELECT
    found.as_of,
    found.account_id,
    found.product_id,
    found.question,
    CASE WHEN verified.row_id IS NULL THEN found.standing ELSE 'verified' END AS standing,
    CASE
        WHEN verified.row_id IS NULL THEN found.answer
        ELSE 'Verified by ' || coalesce(verified.person, 'one of ours') || ' on '
            || CAST(verified.answered_on AS VARCHAR) || coalesce(': ' || left(verified.answer, 200), '')
    END AS answer,
    CASE
        WHEN verified.row_id IS NULL THEN found.evidence
        ELSE CAST(json_object('table', verified.source, 'row_id', verified.row_id) AS VARCHAR)
    END AS evidence,
    CASE WHEN verified.row_id IS NOT NULL THEN coalesce(verified.person, 'one of ours') END AS verified_by,
    verified.answered_on AS verified_on,
    CASE WHEN verified.row_id IS NULL THEN found.task END AS task
FROM found
LEFT JOIN verified_answers AS verified
    ON
        found.as_of = verified.as_of
        AND found.account_id = verified.account_id
        AND found.question = verified.question

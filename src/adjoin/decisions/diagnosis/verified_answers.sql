/* ---
what: >
  What people of ours verified with the customer about a recommended product, the newest word on each question: an answer
  they entered (need, budget, timing), and of the need also what they heard, were asked or told as a goal.
key: [as_of, account_id, question]
columns:
  as_of: date
  account_id: text
  product_id: text
  question: need, budget or timing
  answer: in their words
  person: of ours
  answered_on: date
  source: table
  row_id: of the row there
parameters: {answer_days: 365}
--- */
WITH heard AS (
    SELECT
        as_of,
        account_id,
        product_id,
        CASE kind WHEN 'answer_budget' THEN 'budget' WHEN 'answer_timing' THEN 'timing' ELSE 'need' END AS question,
        body AS answer,
        source AS person,
        occurred_on AS answered_on,
        'events' AS source,
        event_id AS row_id
    FROM known.events
    WHERE
        kind IN ('answer_need', 'answer_budget', 'answer_timing')
        OR (source LIKE 'heard from %' AND product_id IS NOT NULL)
    UNION ALL
    SELECT
        interactions.as_of,
        interactions.account_id,
        asked_about.product_id,
        'need' AS question,
        interactions.body AS answer,
        interactions.rep AS person,
        interactions.occurred_on AS answered_on,
        'interactions' AS source,
        interactions.interaction_id AS row_id
    FROM known.interactions AS interactions
    INNER JOIN asked_about
        ON
            interactions.as_of = asked_about.as_of
            AND interactions.account_id = asked_about.account_id
            AND ',' || replace(interactions.products_mentioned, ' ', '') || ','
            LIKE '%,' || replace(asked_about.product_id, ' ', '') || ',%'
    WHERE interactions.channel = 'heard'
    UNION ALL
    SELECT
        needs.as_of,
        needs.account_id,
        needs.product_id,
        'need' AS question,
        objectives.objective AS answer,
        objectives.source AS person,
        objectives.stated_on AS answered_on,
        'objectives' AS source,
        objectives.objective AS row_id
    FROM described_needs AS needs
    INNER JOIN known.objectives AS objectives
        ON
            needs.as_of = objectives.as_of
            AND needs.account_id = objectives.account_id
            AND needs.row_id = objectives.objective
    WHERE needs.source = 'objectives' AND objectives.source LIKE 'heard from %'
),

placed AS (
    SELECT
        heard.as_of,
        heard.account_id,
        asked_about.product_id,
        heard.question,
        heard.answer,
        replace(heard.person, 'heard from ', '') AS person,
        heard.answered_on,
        heard.source,
        heard.row_id,
        row_number() OVER (
            PARTITION BY heard.as_of, heard.account_id, heard.question
            ORDER BY heard.answered_on DESC, heard.source, heard.row_id DESC
        ) AS place
    FROM heard
    INNER JOIN asked_about
        ON
            heard.as_of = asked_about.as_of
            AND heard.account_id = asked_about.account_id
            AND coalesce(heard.product_id, asked_about.product_id) = asked_about.product_id
    WHERE heard.as_of - heard.answered_on <= $answer_days
)

SELECT as_of, account_id, product_id, question, answer, person, answered_on, source, row_id
FROM placed
WHERE place = 1

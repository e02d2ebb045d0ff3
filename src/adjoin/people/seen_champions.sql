/* ---
what: >
  People who act as champions: they came to us of their own accord at least `times` within `days`, the last time
  within `lately_days`, in good spirits (mean sentiment of at least `mood`), and they asked for the product, or by
  their title use or evaluate it or the held product that it builds on.
key: [as_of, account_id, product_id, contact_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: text
  since: the first of those times
  says: what was seen
parameters: {days: 180, lately_days: 90, times: 2, mood: 0.2}
--- */
WITH keen AS (
    SELECT
        as_of,
        account_id,
        contact_id,
        count(*) AS times,
        min(occurred_on) AS since,
        max(occurred_on) AS last_on,
        round(avg(sentiment), 6) AS mood
    FROM conversations
    WHERE direction = 'in' AND as_of - occurred_on < $days
    GROUP BY as_of, account_id, contact_id
    HAVING count(*) >= $times AND round(avg(sentiment), 6) >= $mood AND max(as_of) - max(occurred_on) < $lately_days
),

askers AS (
    SELECT
        keen.as_of, keen.account_id, in_question.product_id, keen.contact_id,
        max(conversations.occurred_on) AS asked_on
    FROM keen
    INNER JOIN conversations
        ON
            keen.as_of = conversations.as_of
            AND keen.account_id = conversations.account_id
            AND keen.contact_id = conversations.contact_id
    INNER JOIN in_question
        ON
            keen.as_of = in_question.as_of
            AND keen.account_id = in_question.account_id
            AND strpos(conversations.mentioned, ',' || replace(in_question.product_id, ' ', '') || ',') > 0
    WHERE conversations.direction = 'in' AND conversations.as_of - conversations.occurred_on < $days
    GROUP BY keen.as_of, keen.account_id, in_question.product_id, keen.contact_id
),

titled AS (
    SELECT
        in_question.as_of, in_question.account_id, in_question.product_id, stakeholders.contact_id,
        max(CASE WHEN stakeholders.product_id = in_question.product_id THEN 1 ELSE 0 END) AS of_it,
        max(CASE WHEN stakeholders.product_id <> in_question.product_id THEN products.name END) AS base
    FROM in_question
    LEFT JOIN bases
        ON
            in_question.as_of = bases.as_of
            AND in_question.account_id = bases.account_id
            AND in_question.product_id = bases.product_id
    INNER JOIN stakeholders
        ON
            in_question.as_of = stakeholders.as_of
            AND in_question.account_id = stakeholders.account_id
            AND stakeholders.role IN ('user', 'evaluator')
            AND stakeholders.product_id IN (in_question.product_id, bases.base_product_id)
    INNER JOIN catalog_products AS products ON stakeholders.product_id = products.product_id
    GROUP BY in_question.as_of, in_question.account_id, in_question.product_id, stakeholders.contact_id
),

reasons AS (
    SELECT
        as_of, account_id, product_id, contact_id,
        max(asked_on) AS asked_on, max(of_it) AS of_it, max(base) AS base
    FROM (
        SELECT as_of, account_id, product_id, contact_id, asked_on, 0 AS of_it, CAST(NULL AS VARCHAR) AS base
        FROM askers
        UNION ALL
        SELECT as_of, account_id, product_id, contact_id, CAST(NULL AS DATE) AS asked_on, of_it, base FROM titled
    ) AS found
    GROUP BY as_of, account_id, product_id, contact_id
)

SELECT
    reasons.as_of,
    reasons.account_id,
    reasons.product_id,
    reasons.contact_id,
    keen.since,
    'Came to us ' || CAST(keen.times AS VARCHAR) || ' times in good spirits since ' || CAST(keen.since AS VARCHAR)
    || ', last on ' || CAST(keen.last_on AS VARCHAR) || ', and '
    || CASE
        WHEN reasons.asked_on IS NOT NULL
            THEN 'asked about ' || products.name || ' on ' || CAST(reasons.asked_on AS VARCHAR)
        WHEN reasons.of_it = 1 THEN 'by title would use or evaluate ' || products.name
        ELSE 'by title uses ' || reasons.base || ', on which ' || products.name || ' builds'
    END AS says
FROM reasons
INNER JOIN keen
    ON
        reasons.as_of = keen.as_of
        AND reasons.account_id = keen.account_id
        AND reasons.contact_id = keen.contact_id
INNER JOIN catalog_products AS products ON reasons.product_id = products.product_id

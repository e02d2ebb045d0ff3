/* ---
what: >
  People who act as blockers: within `days` they were unwilling (sentiment of -`unwilling` or less) at least `times`
  when this product was spoken of and have not come round since, or the last time they were at -`deep` or less.
key: [as_of, account_id, product_id, contact_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: text
  since: the first time they were unwilling
  says: what was seen
parameters: {days: 365, times: 2, unwilling: 0.2, deep: 0.5}
--- */
WITH mentions AS (
    SELECT
        conversations.as_of,
        conversations.account_id,
        in_question.product_id,
        in_question.product,
        conversations.contact_id,
        conversations.occurred_on,
        conversations.sentiment,
        row_number() OVER (
            PARTITION BY
                conversations.as_of, conversations.account_id, in_question.product_id, conversations.contact_id
            ORDER BY conversations.occurred_on DESC, conversations.interaction_id DESC
        ) AS newest
    FROM conversations
    INNER JOIN in_question
        ON
            conversations.as_of = in_question.as_of
            AND conversations.account_id = in_question.account_id
            AND strpos(conversations.mentioned, ',' || replace(in_question.product_id, ' ', '') || ',') > 0
    WHERE conversations.sentiment IS NOT NULL AND conversations.as_of - conversations.occurred_on < $days
),

counted AS (
    SELECT
        as_of,
        account_id,
        product_id,
        contact_id,
        max(product) AS product,
        sum(CASE WHEN sentiment <= -$unwilling THEN 1 ELSE 0 END) AS times,
        min(CASE WHEN sentiment <= -$unwilling THEN occurred_on END) AS since,
        max(CASE WHEN newest = 1 THEN occurred_on END) AS last_on,
        max(CASE WHEN newest = 1 THEN sentiment END) AS last_mood
    FROM mentions
    GROUP BY as_of, account_id, product_id, contact_id
)

SELECT
    as_of,
    account_id,
    product_id,
    contact_id,
    coalesce(since, last_on) AS since,
    CASE
        WHEN times >= 2
            THEN 'Was against it ' || CAST(times AS VARCHAR) || ' times when we spoke about ' || product || ', last on '
        ELSE 'Was clearly against it when we last spoke about ' || product || ', on '
    END || CAST(last_on AS VARCHAR) AS says
FROM counted
WHERE (times >= $times AND last_mood < 0) OR last_mood <= -$deep

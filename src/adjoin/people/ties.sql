/* ---
what: >
  How well one of ours knows a person there. Every conversation weighs 0.5 ^ (its age / `half_life_days`), a mail of
  ours without an answer `unanswered` of that; the weights add up to the volume. Strength = (1 - exp(-volume /
  `saturation`)) × (1 + `mood` × sentiment) / (1 + `mood`): frequency saturates, sentiment is the weighted mean with
  nothing said as 0. That a tie rests on time, intensity and reciprocity is Granovetter's (The strength of weak ties,
  1973); that it fades exponentially from the last meetings is Jin, Girvan and Newman's (Structure of growing social
  networks, 2001). Our weights are expert priors, not estimates.
key: [as_of, account_id, rep_id, contact_id]
columns:
  as_of: date
  account_id: text
  rep_id: of ours
  contact_id: there
  strength: 0 to 1
  meetings: conversations, mails of ours without an answer left out
  last_on: of the newest of them; of the newest mail where nothing was ever answered
  sentiment: -1 to 1
  how: the newest conversation as a verb, met, spoke with, heard from or wrote to
parameters: {half_life_days: 90.0, saturation: 2.0, unanswered: 0.3, mood: 0.5}
--- */
WITH weighed AS (
    SELECT
        *,
        power(CAST(0.5 AS DOUBLE), (as_of - occurred_on) / CAST($half_life_days AS DOUBLE))
        * CASE WHEN unanswered THEN CAST($unanswered AS DOUBLE) ELSE 1.0 END AS weight
    FROM conversations
    WHERE rep_id IS NOT NULL
),

summed AS (
    SELECT
        as_of,
        account_id,
        rep_id,
        contact_id,
        round(sum(weight), 9) AS volume,
        round(sum(weight * coalesce(sentiment, 0.0)) / nullif(sum(weight), 0), 9) AS sentiment,
        sum(CASE WHEN unanswered THEN 0 ELSE 1 END) AS meetings,
        coalesce(max(CASE WHEN NOT unanswered THEN occurred_on END), max(occurred_on)) AS last_on,
        -- The verb of the newest day: a date as text is ten characters long and sorts as a date does.
        substr(
            coalesce(
                max(CASE WHEN NOT unanswered THEN CAST(occurred_on AS VARCHAR) || how END),
                max(CAST(occurred_on AS VARCHAR) || how)
            ), 11
        ) AS how
    FROM weighed
    GROUP BY as_of, account_id, rep_id, contact_id
)

SELECT
    as_of,
    account_id,
    rep_id,
    contact_id,
    round(
        (1 - exp(-volume / CAST($saturation AS DOUBLE)))
        * (1 + CAST($mood AS DOUBLE) * coalesce(sentiment, 0.0)) / (1 + CAST($mood AS DOUBLE)), 6
    ) AS strength,
    CAST(meetings AS BIGINT) AS meetings,
    last_on,
    round(coalesce(sentiment, 0.0), 6) AS sentiment,
    how
FROM summed

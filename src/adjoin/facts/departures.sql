/* ---
what: >
  People who left an account, with the part they played: how often we spoke with them in the days before, and whether
  their title is a buyer's in the catalog or says champion.
key: [as_of, account_id, contact_id]
columns:
  as_of: date
  account_id: text
  contact_id: text
  name: of the person
  title: as the CRM says it
  left_on: date
  spoken: interactions with the person in `lately_days` before leaving
  buys: whether the title is a buyer's of any product, or says champion
parameters: {lately_days: 180}
--- */
WITH gone AS (
    SELECT as_of, account_id, contact_id, name, title, lower(title) AS lower_title, left_on
    FROM known.contacts
    WHERE left_on IS NOT NULL
),

buying AS (
    SELECT DISTINCT titles.lower_title
    FROM (SELECT DISTINCT lower_title FROM gone) AS titles
    INNER JOIN catalog_titles
        ON
            catalog_titles.role = 'buyer'
            AND ' ' || titles.lower_title || ' ' LIKE '% ' || catalog_titles.title || ' %'
    UNION
    SELECT title AS lower_title FROM title_matches
    WHERE role = 'buyer'
    UNION
    SELECT lower_title FROM gone
    WHERE lower_title LIKE '%champion%'
),

spoken AS (
    SELECT gone.as_of, gone.account_id, gone.contact_id, count(*) AS times
    FROM gone
    INNER JOIN known.interactions AS interactions
        ON
            gone.as_of = interactions.as_of
            AND gone.account_id = interactions.account_id
            AND gone.contact_id = interactions.contact_id
            AND interactions.occurred_on <= gone.left_on
            AND interactions.occurred_on > gone.left_on - $lately_days
    GROUP BY gone.as_of, gone.account_id, gone.contact_id
)

SELECT
    gone.as_of,
    gone.account_id,
    gone.contact_id,
    gone.name,
    gone.title,
    gone.left_on,
    coalesce(spoken.times, 0) AS spoken,
    buying.lower_title IS NOT NULL AS buys
FROM gone
LEFT JOIN spoken
    ON
        gone.as_of = spoken.as_of
        AND gone.account_id = spoken.account_id
        AND gone.contact_id = spoken.contact_id
LEFT JOIN buying ON gone.lower_title = buying.lower_title

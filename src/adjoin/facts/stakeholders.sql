/* ---
what: >
  The people at an account who play a part for a product: those of whom one of ours said so, and those whose title is one
  that the catalog names (whole words) or near to one (`title_matches`). People who left or opted out are left out. One
  part a person and product: the newest word of ours, then a title word for word before a near one, then buyers first.
key: [as_of, account_id, product_id, contact_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: text
  name: of the person
  title: as the CRM says it
  role: buyer, evaluator or user
  appeared_on: the later of first seen and title since; null where neither is known
  similarity: of the title to the catalog's, 1 word for word or where somebody said so
  said_on: when one of ours said so; null where the title says it
  spoken_on: the last time we spoke with the person, a mail of ours not counted; null where nobody ever did
--- */
WITH spoken AS (
    SELECT as_of, account_id, contact_id, max(occurred_on) AS spoken_on FROM known.interactions
    WHERE contact_id IS NOT NULL AND NOT (direction = 'out' AND lower(coalesce(channel, '')) LIKE '%mail%')
    GROUP BY as_of, account_id, contact_id
),

people AS (
    SELECT
        contacts.as_of,
        contacts.account_id,
        contacts.contact_id,
        contacts.name,
        contacts.title,
        lower(contacts.title) AS lower_title,
        greatest(contacts.first_seen_on, contacts.title_since) AS appeared_on,
        spoken.spoken_on
    FROM known.contacts AS contacts
    LEFT JOIN spoken
        ON
            contacts.as_of = spoken.as_of
            AND contacts.account_id = spoken.account_id
            AND contacts.contact_id = spoken.contact_id
    WHERE contacts.left_on IS NULL AND NOT coalesce(contacts.opted_out, FALSE)
),

titles AS (
    SELECT people.lower_title, catalog_titles.product_id, catalog_titles.role, 1.0 AS similarity
    FROM (SELECT DISTINCT lower_title FROM people) AS people
    INNER JOIN catalog_titles ON ' ' || people.lower_title || ' ' LIKE '% ' || catalog_titles.title || ' %'
    UNION ALL
    SELECT title AS lower_title, product_id, role, similarity FROM title_matches
),

words AS (
    SELECT
        as_of, account_id, product_id, trim(body) AS contact_id, occurred_on AS said_on, event_id,
        CASE lower(category) WHEN 'economic_buyer' THEN 'buyer' ELSE lower(category) END AS role
    FROM known.events
    WHERE lower(kind) = 'role' AND lower(category) IN ('economic_buyer', 'evaluator', 'user')
),

parts AS (
    SELECT
        people.*, titles.product_id, titles.role, titles.similarity, CAST(NULL AS DATE) AS said_on,
        CAST(NULL AS VARCHAR) AS event_id, 1 AS named
    FROM people
    INNER JOIN titles ON people.lower_title = titles.lower_title
    UNION ALL
    SELECT
        people.*, products.product_id, words.role, 1.0 AS similarity, words.said_on, words.event_id,
        CASE WHEN words.product_id IS NULL THEN 0 ELSE 1 END AS named
    FROM people
    INNER JOIN words
        ON
            people.as_of = words.as_of
            AND people.account_id = words.account_id
            AND people.contact_id = words.contact_id
    INNER JOIN catalog_products AS products
        ON words.product_id IS NULL OR words.product_id = products.product_id
),

matched AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, contact_id, product_id
            ORDER BY
                said_on DESC NULLS LAST, named DESC, length(event_id) DESC NULLS LAST, event_id DESC NULLS LAST,
                CASE WHEN similarity = 1 THEN 0 ELSE 1 END, role, similarity DESC
        ) AS place
    FROM parts
)

SELECT as_of, account_id, product_id, contact_id, name, title, role, appeared_on, similarity, said_on, spoken_on
FROM matched
WHERE place = 1

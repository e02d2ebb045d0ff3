/* ---
what: >
  The people at an account whose title plays a part for a product: one of the titles that the catalog names (whole
  words), or one near to it (`title_matches`). People who left or opted out are left out. One part a person and
  product: a title word for word before a near one, then buyers first.
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
  similarity: of the title to the catalog's, 1 word for word
--- */
WITH people AS (
    SELECT
        as_of,
        account_id,
        contact_id,
        name,
        title,
        lower(title) AS lower_title,
        greatest(first_seen_on, title_since) AS appeared_on
    FROM known.contacts
    WHERE left_on IS NULL AND NOT coalesce(opted_out, FALSE)
),

titles AS (
    SELECT people.lower_title, catalog_titles.product_id, catalog_titles.role, 1.0 AS similarity
    FROM (SELECT DISTINCT lower_title FROM people) AS people
    INNER JOIN catalog_titles ON ' ' || people.lower_title || ' ' LIKE '% ' || catalog_titles.title || ' %'
    UNION ALL
    SELECT title AS lower_title, product_id, role, similarity FROM title_matches
),

matched AS (
    SELECT
        people.*,
        titles.product_id,
        titles.role,
        titles.similarity,
        row_number() OVER (
            PARTITION BY people.as_of, people.account_id, people.contact_id, titles.product_id
            ORDER BY CASE WHEN titles.similarity = 1 THEN 0 ELSE 1 END, titles.role, titles.similarity DESC
        ) AS place
    FROM people
    INNER JOIN titles ON people.lower_title = titles.lower_title
)

SELECT as_of, account_id, product_id, contact_id, name, title, role, appeared_on, similarity
FROM matched
WHERE place = 1

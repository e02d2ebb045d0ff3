/* ---
what: >
  The people at an account whose title plays a part for a product, by the titles the catalog names (whole words);
  people who left or opted out are left out. One part a person and product, buyers first.
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
--- */
WITH matched AS (
    SELECT
        contacts.as_of,
        contacts.account_id,
        titles.product_id,
        contacts.contact_id,
        contacts.name,
        contacts.title,
        titles.role,
        greatest(contacts.first_seen_on, contacts.title_since) AS appeared_on,
        row_number() OVER (
            PARTITION BY contacts.as_of, contacts.account_id, contacts.contact_id, titles.product_id
            ORDER BY titles.role, titles.title
        ) AS place
    FROM known.contacts AS contacts
    INNER JOIN catalog_titles AS titles
        ON ' ' || lower(contacts.title) || ' ' LIKE '% ' || titles.title || ' %'
    WHERE contacts.left_on IS NULL AND NOT coalesce(contacts.opted_out, FALSE)
)

SELECT as_of, account_id, product_id, contact_id, name, title, role, appeared_on
FROM matched
WHERE place = 1

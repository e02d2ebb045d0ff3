/* ---
what: Every title of a contact, each once, in lower case.
key: [title]
columns: {title: lower case}
--- */
SELECT DISTINCT lower(title) AS title
FROM known.contacts
WHERE title IS NOT NULL
ORDER BY title

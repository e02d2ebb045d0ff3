/* ---
what: >
  The further columns that the mapping names, of those uplift speaks of. They carry no date: they are taken as they
  stand.
key: [as_of, account_id, name]
columns:
  as_of: date
  account_id: text
  name: of the attribute
  number: null where it is no number
  text: null where it is a number
--- */
SELECT attributes.as_of, attributes.account_id, attributes.name, attributes.number, attributes.text
FROM known.attributes AS attributes
INNER JOIN (SELECT DISTINCT as_of, account_id FROM uplift_enrolled) AS told
    ON attributes.as_of = told.as_of AND attributes.account_id = told.account_id
WHERE
    attributes.name NOT IN ('segment', 'industry', 'country', 'partner', 'employees', 'sites')
    AND (attributes.number IS NOT NULL OR attributes.text IS NOT NULL)

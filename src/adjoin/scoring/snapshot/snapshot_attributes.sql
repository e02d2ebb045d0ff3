/* ---
what: >
  Who the accounts are, in long form: the columns that every company has, and those that it named itself. A number
  or a text, never both.
key: [as_of, account_id, name]
columns:
  as_of: date
  account_id: text
  name: of the attribute
  number: where it is one
  text: where it is a category
--- */
WITH said AS (
    SELECT as_of, account_id, 'segment' AS name, CAST(NULL AS DOUBLE) AS number, segment AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, 'industry' AS name, CAST(NULL AS DOUBLE) AS number, industry AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, 'country' AS name, CAST(NULL AS DOUBLE) AS number, country AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, 'partner' AS name, CAST(NULL AS DOUBLE) AS number, partner AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, 'employees' AS name, employees AS number, CAST(NULL AS TEXT) AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, 'sites' AS name, sites AS number, CAST(NULL AS TEXT) AS text
    FROM known.accounts
    UNION ALL
    SELECT as_of, account_id, name, number, text FROM known.attributes
    WHERE name NOT IN ('segment', 'industry', 'country', 'partner', 'employees', 'sites')
)

SELECT as_of, account_id, name, number, text FROM said
WHERE number IS NOT NULL OR text IS NOT NULL
ORDER BY as_of, name, account_id

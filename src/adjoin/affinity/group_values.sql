/* ---
what: >
  The segments and industries with accounts enough to be told apart, numbered from 1; all others, and accounts
  without a value, are number 0, "other".
key: [dimension, group_number]
columns:
  dimension: 0 for segment, 1 for industry
  group_number: 1 for the value with most accounts
  group_value: text
parameters: {as_of: null, fewest_accounts: 20, most_values: 12}
--- */
WITH told AS (
    SELECT accounts.segment, accounts.industry
    FROM members
    INNER JOIN known.accounts AS accounts ON members.account_id = accounts.account_id
    WHERE accounts.as_of = $as_of
),

valued AS (
    SELECT 0 AS dimension, segment AS group_value FROM told
    UNION ALL
    SELECT 1 AS dimension, industry AS group_value FROM told
),

counted AS (
    SELECT dimension, group_value, count(*) AS accounts FROM valued
    WHERE group_value <> '' AND lower(group_value) <> 'other'
    GROUP BY dimension, group_value
),

ranked AS (
    SELECT
        dimension,
        group_value,
        row_number() OVER (PARTITION BY dimension ORDER BY accounts DESC, group_value) AS group_number
    FROM counted
    WHERE accounts >= $fewest_accounts
)

SELECT dimension, group_number, group_value FROM ranked
WHERE group_number <= $most_values

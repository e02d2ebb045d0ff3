/* ---
what: When each account first took a bundle; in the dark ages where that is unknown, so that it never compares.
key: [as_of, account_id]
columns: {as_of: date, account_id: text, taken_on: day}
--- */
SELECT
    as_of,
    account_id,
    min(coalesce(taken_on, CAST('0001-01-01' AS DATE))) AS taken_on
FROM bundle_parts_sold
GROUP BY as_of, account_id

/* ---
what: Each account's segment and its size by employees, in words; a question mark where unknown.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  segment: text
  size: text
keep: view
--- */
SELECT
    as_of,
    account_id,
    coalesce(segment, '?') AS segment,
    CASE
        WHEN employees IS NULL THEN '?'
        WHEN employees < 50 THEN 'under 50 people'
        WHEN employees < 500 THEN '50 to 499 people'
        ELSE '500 people and more'
    END AS size
FROM known.accounts

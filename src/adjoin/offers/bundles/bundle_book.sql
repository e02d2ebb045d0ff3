/* ---
what: >
  The accounts of the book, numbered: bundles join every account to many bundles, and numbers join several times as
  quickly as names.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  account: its number here, by id
  segment: text
  size: text
--- */
WITH book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
)

SELECT
    book.as_of,
    book.account_id,
    CAST(row_number() OVER (PARTITION BY book.as_of ORDER BY book.account_id) AS INTEGER) AS account,
    bands.segment,
    bands.size
FROM book
LEFT JOIN size_bands AS bands ON book.as_of = bands.as_of AND book.account_id = bands.account_id

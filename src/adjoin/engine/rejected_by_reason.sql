/* ---
what: How many rows each table refused for which reason (names and numbers in it left out), with one example.
key: [table, reason]
columns: {table: , reason: , rows: , example: , example_row: , example_source: }
--- */
SELECT
    "table",
    regexp_replace(regexp_replace(reason, '''[^'']*''', '…', 'g'), '-?[0-9][0-9.,:-]*', '…', 'g') AS reason,
    count(*) AS rows,
    min_by(reason, coalesce(row_number, 0)) AS example,
    min(row_number) AS example_row,
    min_by("source", coalesce(row_number, 0)) AS example_source
FROM rejected
GROUP BY "table", regexp_replace(regexp_replace(reason, '''[^'']*''', '…', 'g'), '-?[0-9][0-9.,:-]*', '…', 'g')
ORDER BY rows DESC, "table", reason

-- Rows whose key another accepted row has too. The row known first stands, on a tie the earlier in the source.
-- A copy of an earlier row is only a repeat; the same key with other content is a clash.
CREATE OR REPLACE TEMP TABLE adjoin_repeats AS
WITH accepted AS (
    SELECT rowid AS row_id, hash($key) AS key_hash, *
    FROM $typed
    WHERE adjoin_reason IS NULL AND NOT adjoin_ignored
), shared AS (
    SELECT key_hash FROM accepted GROUP BY key_hash HAVING count(*) > 1
), copies AS (
    SELECT *, row_number() OVER (PARTITION BY $content ORDER BY adjoin_part, adjoin_order) AS copy
    FROM accepted
    WHERE key_hash IN (SELECT key_hash FROM shared)
), versions AS (
    SELECT row_id, row_number() OVER first_known AS version, first_value(adjoin_row) OVER first_known AS standing
    FROM copies
    WHERE copy = 1
    WINDOW first_known AS (PARTITION BY $key ORDER BY $known adjoin_part, adjoin_order)
)
SELECT row_id, CAST(NULL AS VARCHAR) AS reason
FROM copies
WHERE copy > 1
UNION ALL
SELECT row_id, 'another row with this key' || coalesce(' (row ' || standing || ')', '')
               || ' says something else and was known first'
FROM versions
WHERE version > 1;

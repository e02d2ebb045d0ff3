CREATE OR REPLACE TABLE canonical.$table AS
SELECT $columns
FROM $typed
WHERE adjoin_reason IS NULL AND NOT adjoin_ignored AND rowid NOT IN (SELECT row_id FROM adjoin_repeats)
ORDER BY $key, adjoin_part, adjoin_order;

CREATE OR REPLACE TEMP TABLE $relation AS
SELECT *, 0 AS adjoin_file, CAST(NULL AS BIGINT) AS adjoin_row, row_number() OVER () AS adjoin_order
FROM adjoin_reader;

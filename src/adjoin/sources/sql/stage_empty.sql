CREATE OR REPLACE TEMP TABLE $relation AS
SELECT $columns, CAST(NULL AS INTEGER) AS adjoin_file, CAST(NULL AS BIGINT) AS adjoin_row,
       CAST(NULL AS BIGINT) AS adjoin_order
LIMIT 0;

-- A view: Parquet is read again where it is needed and never copied.
CREATE OR REPLACE TEMP VIEW $relation AS
SELECT * EXCLUDE (file_row_number, adjoin_path),
       CAST(list_position($paths, adjoin_path) - 1 AS INTEGER) AS adjoin_file,
       file_row_number + 1 AS adjoin_row,
       (list_position($paths, adjoin_path) - 1) * $stride + file_row_number AS adjoin_order
FROM read_parquet($paths, file_row_number = true, filename = 'adjoin_path', union_by_name = true,
                  hive_partitioning = false)
WHERE ($where);

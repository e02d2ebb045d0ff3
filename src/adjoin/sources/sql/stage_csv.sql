INSERT INTO $relation BY NAME
SELECT *, $file AS adjoin_file, $offset + adjoin_row AS adjoin_order
FROM adjoin_reader
WHERE ($where);

INSERT INTO main.rejected
SELECT $table, file, row_number, NULL, reason, json_object('line', line)
FROM adjoin_broken
ORDER BY file, row_number;

SELECT CAST(table_schema AS VARCHAR) AS table_schema, CAST(table_name AS VARCHAR) AS table_name
FROM information_schema.tables
WHERE table_schema NOT IN ('information_schema', 'pg_catalog')
ORDER BY table_schema, table_name

CREATE OR REPLACE TABLE canonical.$table AS SELECT $columns LIMIT 0;

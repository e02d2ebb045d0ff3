SELECT count(*) FROM (SELECT $columns LIMIT 0) AS adjoin_rows WHERE ($where);

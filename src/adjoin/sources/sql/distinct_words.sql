SELECT DISTINCT $column FROM $mapped WHERE $column IS NOT NULL ORDER BY $column;

-- The share of one column's distinct values that another column holds.
SELECT coalesce(count(*) FILTER (WHERE x IN (SELECT adjoin_text($other) FROM $others)) / count(*), 0)
FROM (SELECT DISTINCT adjoin_text($column) AS x FROM $relation) AS words
WHERE x IS NOT NULL;

SELECT adjoin_text($column) AS word, count(*) AS rows FROM $relation
WHERE adjoin_text($column) IS NOT NULL
GROUP BY word ORDER BY rows DESC, word LIMIT 200;

SELECT *
FROM (
$query
) AS adjoin_rows
WHERE ($where)

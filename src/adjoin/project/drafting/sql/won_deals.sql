SELECT $account AS account_id, $product AS product_id, min($closed) AS started_on$money
FROM $path
WHERE $outcome IN ($won) AND $account IS NOT NULL AND $closed IS NOT NULL
GROUP BY ALL

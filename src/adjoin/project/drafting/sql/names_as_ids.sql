SELECT 'name' AS system, $name AS system_id, $account AS account_id
FROM $path WHERE $name IS NOT NULL

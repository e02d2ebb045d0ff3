SELECT DISTINCT $account AS account_id, $account AS name
FROM $path WHERE $account IS NOT NULL

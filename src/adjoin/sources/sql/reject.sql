INSERT INTO main.rejected
SELECT $table, $files[t.adjoin_file + 1], t.adjoin_row, t.adjoin_key,
       coalesce(t.adjoin_reason, r.reason), json_object($pairs)
FROM $typed AS t
LEFT JOIN adjoin_repeats AS r ON r.row_id = t.rowid
JOIN $staged AS s ON s.adjoin_order = t.adjoin_order
WHERE t.adjoin_part = $part AND (t.adjoin_reason IS NOT NULL OR r.reason IS NOT NULL)
ORDER BY t.adjoin_order, t.adjoin_key;

SELECT count(*),
       count(*) FILTER (WHERE t.adjoin_ignored),
       count(*) FILTER (WHERE r.row_id IS NOT NULL AND r.reason IS NULL),
       count(*) FILTER (WHERE t.adjoin_reason IS NOT NULL OR r.reason IS NOT NULL),
       avg(CAST(t.adjoin_matched AS INTEGER))
FROM $typed AS t
LEFT JOIN adjoin_repeats AS r ON r.row_id = t.rowid;

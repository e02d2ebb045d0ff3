SELECT reason FROM main.rejected WHERE "table" = $1 ORDER BY row_number NULLS LAST LIMIT 1;

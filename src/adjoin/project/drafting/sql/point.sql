replace(replace($column, '.', ''), ',', '.') AS $column

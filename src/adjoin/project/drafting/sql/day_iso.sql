CAST($column AS DATE)

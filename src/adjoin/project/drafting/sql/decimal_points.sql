SELECT * REPLACE ($points)
FROM read_csv($path, all_varchar = true, header = true, delim = $delimiter)

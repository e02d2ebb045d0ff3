/* ---
what: The relations of matches that are there already.
key: [name]
columns: {name: of the relation}
--- */
SELECT DISTINCT table_name AS name
FROM information_schema.tables
WHERE table_schema IN ('main', 'public') AND table_name IN ('text_matches', 'title_matches')

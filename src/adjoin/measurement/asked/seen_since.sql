/* ---
what: Since when runs have kept what the tables say in the columns that sources overwrite.
key: [table_name]
columns:
  table_name: canonical table
  seen_on: the first run that kept it
--- */
SELECT table_name, min(seen_on) AS seen_on FROM seen_history
GROUP BY table_name

/* ---
what: >
  How many accounts show each symptom, of those that could be judged, and the money that goes with it. A symptom whose
  tables are not mapped is not counted. No row where no account could be judged.
key: [as_of, symptom]
columns:
  as_of: date
  symptom: text
  accounts: that show it, each once
  of_accounts: that could be judged
  cells: accounts × products that show it
  priced: of them, those whose money is known
  money: summed over them; null where none is known
--- */
SELECT
    seen.as_of,
    seen.symptom,
    count(DISTINCT CASE WHEN seen.hit THEN seen.account_id END) AS accounts,
    count(DISTINCT seen.account_id) AS of_accounts,
    count(CASE WHEN seen.hit THEN 1 END) AS cells,
    count(CASE WHEN seen.hit THEN seen.money END) AS priced,
    round(sum(CASE WHEN seen.hit THEN seen.money END), 2) AS money
FROM pitfall_seen AS seen
INNER JOIN pitfall_symptoms AS symptoms ON seen.symptom = symptoms.symptom AND symptoms.missing IS NULL
GROUP BY seen.as_of, seen.symptom

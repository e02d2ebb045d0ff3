/* ---
what: >
  The words by which a source may name one of ours: id, name or e-mail in lower case. A word that would mean several
  of us means nobody.
key: [as_of, word]
columns:
  as_of: date
  word: lower case
  rep_id: of ours
--- */
SELECT as_of, word, min(rep_id) AS rep_id
FROM (
    SELECT as_of, lower(rep_id) AS word, rep_id FROM known.team
    UNION ALL
    SELECT as_of, lower(name) AS word, rep_id FROM known.team
    UNION ALL
    SELECT as_of, lower(email) AS word, rep_id FROM known.team
) AS words
WHERE word IS NOT NULL
GROUP BY as_of, word
HAVING count(DISTINCT rep_id) = 1

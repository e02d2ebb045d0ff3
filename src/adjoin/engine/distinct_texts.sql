/* ---
what: The texts that customers wrote lately, each once; they are matched once, whoever wrote them.
key: [text]
columns: {text: }
parameters: {window_days: 120}
--- */
SELECT DISTINCT coalesce(subject, '') || ' ' || coalesce(body, '') AS text
FROM known.tickets
WHERE opened_on > as_of - $window_days
ORDER BY text

-- The busiest day of starts, and what other days bring.
WITH days AS (
    SELECT started_on AS day, count(*) AS rows FROM canonical.subscriptions
    WHERE started_on IS NOT NULL GROUP BY started_on
), busiest AS (
    SELECT day, rows FROM days ORDER BY rows DESC, day LIMIT 1
)
SELECT b.day, b.rows, (SELECT sum(rows) FROM days), (SELECT median(d.rows) FROM days AS d WHERE d.day <> b.day)
FROM busiest AS b;

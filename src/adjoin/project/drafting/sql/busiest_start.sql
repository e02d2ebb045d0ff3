-- The day on which most account × product pairs begin, beside all of them and what other days bring.
WITH firsts AS (
    SELECT min(adjoin_date_$order(adjoin_text($started_on))) AS day FROM $relation
    GROUP BY adjoin_text($account_id), adjoin_text($product_id)
),
days AS (SELECT day, count(*) AS rows FROM firsts WHERE day IS NOT NULL GROUP BY day),
busiest AS (SELECT day, rows FROM days ORDER BY rows DESC, day LIMIT 1)
SELECT b.day, b.rows, (SELECT sum(rows) FROM days), (SELECT median(d.rows) FROM days AS d WHERE d.day <> b.day)
FROM busiest AS b;

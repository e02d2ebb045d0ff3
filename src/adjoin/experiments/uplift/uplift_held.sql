/* ---
what: Which products those uplift speaks of held before their day.
key: [as_of, account_id, on_day, product_id]
columns:
  as_of: date
  account_id: text
  on_day: date
  product_id: text
--- */
SELECT DISTINCT days.as_of, days.account_id, days.on_day, spans.product_id
FROM (SELECT DISTINCT as_of, account_id, on_day FROM uplift_enrolled) AS days
INNER JOIN spans
    ON days.as_of = spans.as_of AND days.account_id = spans.account_id AND spans.began_on < days.on_day
WHERE coalesce(spans.ended_on >= days.on_day, TRUE)

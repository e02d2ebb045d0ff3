/* ---
what: The accounts behind each pitfall, by symptom and product; all that its numbers count, and nothing else.
key: [as_of, pitfall, symptom, account_id, product_id]
columns:
  as_of: date
  pitfall: text
  symptom: text
  account_id: text
  product_id: empty where no product is named
  seen_on: date
  money: see money_is of the pitfall's symptom; null where unknown
  says: one sentence
  rank: within pitfall and symptom, 1 for the most money
--- */
SELECT
    seen.as_of,
    symptoms.pitfall,
    seen.symptom,
    seen.account_id,
    seen.product_id,
    seen.seen_on,
    seen.money,
    seen.says,
    row_number() OVER (
        PARTITION BY seen.as_of, seen.symptom
        ORDER BY seen.money DESC NULLS LAST, seen.seen_on DESC, seen.account_id, seen.product_id
    ) AS rank
FROM pitfall_seen AS seen
INNER JOIN pitfall_symptoms AS symptoms ON seen.symptom = symptoms.symptom AND symptoms.missing IS NULL
WHERE seen.hit

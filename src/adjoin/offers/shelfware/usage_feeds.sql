/* ---
what: Since when and until when the use of a product is recorded, over the whole book; without a row it is not mapped.
key: [as_of, product_id, grain]
columns:
  as_of: date
  product_id: text
  grain: week, month or user
  recorded_from: first day
  recorded_to: last day
--- */
SELECT as_of, product_id, grain, min(recorded_from) AS recorded_from, max(recorded_to) AS recorded_to
FROM use_records
WHERE recorded_to IS NOT NULL
GROUP BY as_of, product_id, grain

/* ---
what: The metrics that the vendor already recorded on each date, since when; a later date of the book tells it.
key: [as_of, base_product_id, metric]
columns:
  as_of: date
  base_product_id: the product it is a metric of
  metric: text
  since: last day of the first period with a row
--- */
SELECT dates.as_of, of_the_book.base_product_id, of_the_book.metric, of_the_book.since
FROM dates
INNER JOIN recorded_metrics_known AS of_the_book ON of_the_book.since <= dates.as_of

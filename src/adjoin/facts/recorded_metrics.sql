/* ---
what: >
  Since when the vendor records each metric that the catalog calls a workaround, over the whole book and as far back as
  a workaround is looked for.
key: [as_of, base_product_id, metric]
columns:
  as_of: date
  base_product_id: the product it is a metric of
  metric: text
  since: last day of the first period with a row
--- */
WITH watched AS (
    SELECT DISTINCT base_product_id, metric FROM catalog_workarounds
)

SELECT
    weeks.as_of,
    watched.base_product_id,
    watched.metric,
    min(weeks.period_end) AS since
FROM weeks
INNER JOIN watched ON weeks.product_id = watched.base_product_id AND weeks.metric = watched.metric
WHERE weeks.periods_ago BETWEEN 0 AND 25
GROUP BY weeks.as_of, watched.base_product_id, watched.metric

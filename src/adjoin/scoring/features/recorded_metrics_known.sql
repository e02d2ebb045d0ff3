/* ---
what: Since when the vendor records each metric that the catalog calls a workaround, as known on the day of learning.
key: [base_product_id, metric]
columns:
  base_product_id: the product it is a metric of
  metric: text
  since: last day of the first period with a row
--- */
SELECT
    links.base_product_id,
    links.metric,
    min(periods.period_end) AS since
FROM known.usage_periods AS periods
INNER JOIN (SELECT DISTINCT base_product_id, metric FROM catalog_workarounds) AS links
    ON periods.product_id = links.base_product_id AND periods.metric = links.metric
GROUP BY links.base_product_id, links.metric

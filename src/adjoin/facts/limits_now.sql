/* ---
what: The limit of each metric in force at the moment, the newest to have taken effect.
key: [as_of, account_id, product_id, metric]
columns:
  as_of: date
  account_id: text
  product_id: text
  metric: text
  limit_quantity: of the metric
  period: day, week, month or total
  effective_on: since when; null where unknown
--- */
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id, metric
            ORDER BY coalesce(effective_on, CAST('0001-01-01' AS DATE)) DESC, limit_quantity DESC
        ) AS place
    FROM known.limits
)

SELECT as_of, account_id, product_id, metric, limit_quantity, period, effective_on
FROM ranked
WHERE place = 1

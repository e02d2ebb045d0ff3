/* ---
what: >
  Usage by complete period as known at the moment: ISO weeks, or calendar months where rows are monthly. Flows add up,
  levels take the last reading, distinct counts the largest. A view: whoever reads it says how far back.
key: [as_of, account_id, product_id, metric, grain, period_end]
columns:
  as_of: date
  account_id: text
  product_id: text
  metric: text
  grain: week or month
  period_end: last day of the period
  periods_ago: 0 for the last complete week or month before the moment
  quantity: of the metric in the period
parameters: {lookback_days: 190}
keep: view
--- */
SELECT
    periods.as_of,
    periods.account_id,
    periods.product_id,
    periods.metric,
    periods.grain,
    periods.period_end,
    CAST(
        CASE
            WHEN periods.grain = 'week' THEN floor((periods.as_of - periods.period_end) / 7)
            ELSE
                (extract(YEAR FROM periods.as_of + 1) - extract(YEAR FROM periods.period_end + 1)) * 12
                + extract(MONTH FROM periods.as_of + 1) - extract(MONTH FROM periods.period_end + 1)
        END AS BIGINT
    ) AS periods_ago,
    CASE
        WHEN catalog_metrics.kind = 'level' THEN periods.last_reading
        WHEN catalog_metrics.kind = 'distinct' THEN periods.largest
        ELSE periods.total
    END AS quantity
FROM known.usage_periods AS periods
LEFT JOIN catalog_metrics ON periods.metric = catalog_metrics.metric
WHERE periods.period_end > periods.as_of - $lookback_days

/* ---
what: >
  Usage rolled up by period, ISO weeks (Monday to Sunday) from daily and weekly rows and calendar months from monthly
  ones. A period is known from its last day, so this table holds for every date at once.
key: [account_id, product_id, metric, grain, period_end]
columns: {account_id: , product_id: , metric: , grain: , period_end: , total: , largest: , last_reading: }
--- */
SELECT
    account_id,
    product_id,
    metric,
    CASE WHEN grain = 'month' THEN 'month' ELSE 'week' END AS grain,
    CASE WHEN grain = 'month' THEN known_on ELSE CAST(date_trunc('week', day) AS DATE) + 6 END AS period_end,
    sum(quantity) AS total,
    max(quantity) AS largest,
    max_by(quantity, day) AS last_reading
FROM canonical.usage
GROUP BY
    account_id,
    product_id,
    metric,
    CASE WHEN grain = 'month' THEN 'month' ELSE 'week' END,
    CASE WHEN grain = 'month' THEN known_on ELSE CAST(date_trunc('week', day) AS DATE) + 6 END

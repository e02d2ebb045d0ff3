/* ---
what: >
  Every metered quantity against the limit in force at the end of each complete period, with its trend at the time; the
  last period is held against a raised limit at once. A flow is brought to the limit's period by its rate, daily rows
  against a limit by the month added up by calendar month; one that never resets adds up since the limit took effect. The
  trend is the least-squares line through the last eight periods (six must be there, of months four); its 95 %
  interval is Student's t on the slope's standard error (Draper & Smith 1998, 1.4).
key: [as_of, account_id, product_id, metric, grain, period_end]
columns:
  as_of: date
  account_id: text
  product_id: the product that is metered
  metric: text
  grain: week or month
  period_end: last day of the period
  periods_ago: 0 for the last complete one
  quantity: in the limit's period
  limit_quantity: in force at the period's end
  used: quantity over limit
  slope: of the trend, quantity a day; null with too few periods
  full_on: the day the quantity reaches the limit if the trend goes on; the period's end if it has; null if it does not rise
  full_low: earliest day of the interval
  full_high: latest day of the interval; null if it may never be full
parameters: {lookback_days: 190}
--- */
WITH dated AS (
    SELECT
        limits.as_of,
        limits.account_id,
        limits.product_id,
        limits.metric,
        limits.limit_quantity,
        coalesce(limits.effective_on, CAST('0001-01-01' AS DATE)) AS since,
        coalesce(metrics.kind, 'flow') AS kind,
        coalesce(limits.period, CASE metrics.resets WHEN 'never' THEN 'total' ELSE metrics.resets END) AS limit_period,
        coalesce(metrics.resets = 'never', FALSE) AS adds_up,
        row_number() OVER (
            PARTITION BY limits.as_of, limits.account_id, limits.product_id, limits.metric, limits.effective_on
            ORDER BY limits.limit_quantity DESC
        ) AS place
    FROM known.limits AS limits
    LEFT JOIN catalog_metrics AS metrics ON limits.metric = metrics.metric
),

limited AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY as_of, account_id, product_id, metric) AS series,
        row_number() OVER (ORDER BY as_of, account_id, product_id, metric, since) AS version,
        lead(since) OVER (PARTITION BY as_of, account_id, product_id, metric ORDER BY since) AS until,
        last_value(limit_quantity) OVER (
            PARTITION BY as_of, account_id, product_id, metric ORDER BY since
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS limit_now
    FROM dated
    WHERE place = 1
),

added_up AS (
    SELECT
        limited.version,
        periods.grain,
        periods.period_end,
        sum(periods.total) OVER (
            PARTITION BY limited.version, periods.grain ORDER BY periods.period_end
        ) AS quantity
    FROM known.usage_periods AS periods
    INNER JOIN limited
        ON
            periods.as_of = limited.as_of
            AND periods.account_id = limited.account_id
            AND periods.product_id = limited.product_id
            AND periods.metric = limited.metric
    WHERE
        limited.kind = 'flow'
        AND limited.limit_period = 'total'
        AND limited.adds_up
        AND periods.period_end >= limited.since
),

by_month AS (
    SELECT
        usage.as_of,
        usage.account_id,
        usage.product_id,
        usage.metric,
        CAST(date_trunc('month', usage.day) AS DATE) AS month,
        sum(usage.quantity) AS quantity
    FROM known.usage AS usage
    INNER JOIN (
        SELECT DISTINCT as_of, account_id, product_id, metric FROM limited
        WHERE kind = 'flow' AND limit_period = 'month'
    ) AS monthly
        ON
            usage.as_of = monthly.as_of
            AND usage.account_id = monthly.account_id
            AND usage.product_id = monthly.product_id
            AND usage.metric = monthly.metric
    WHERE usage.grain = 'day'
    GROUP BY
        usage.as_of, usage.account_id, usage.product_id, usage.metric, CAST(date_trunc('month', usage.day) AS DATE)
),

months AS (
    SELECT
        as_of,
        account_id,
        product_id,
        metric,
        'month' AS grain,
        CAST(date_trunc('month', month + 40) AS DATE) - 1 AS period_end,
        CAST(
            (extract(YEAR FROM as_of + 1) - extract(YEAR FROM month)) * 12
            + extract(MONTH FROM as_of + 1) - extract(MONTH FROM month) - 1 AS BIGINT
        ) AS periods_ago,
        quantity
    FROM by_month
),

periods AS (
    SELECT weeks.as_of, weeks.account_id, weeks.product_id, weeks.metric, weeks.grain, weeks.period_end,
        weeks.periods_ago, weeks.quantity
    FROM weeks
    LEFT JOIN (SELECT DISTINCT as_of, account_id, product_id, metric FROM months) AS daily
        ON
            weeks.grain = 'week'
            AND weeks.as_of = daily.as_of
            AND weeks.account_id = daily.account_id
            AND weeks.product_id = daily.product_id
            AND weeks.metric = daily.metric
    WHERE daily.metric IS NULL
    UNION ALL
    SELECT as_of, account_id, product_id, metric, grain, period_end, periods_ago, quantity FROM months
    WHERE period_end > as_of - $lookback_days
),

brought AS (
    SELECT
        limited.series,
        periods.as_of,
        periods.account_id,
        periods.product_id,
        periods.metric,
        periods.grain,
        periods.period_end,
        periods.periods_ago,
        CASE
            WHEN periods.periods_ago = 0 THEN greatest(limited.limit_quantity, limited.limit_now)
            ELSE limited.limit_quantity
        END AS limit_quantity,
        CAST(periods.period_end - periods.as_of AS DOUBLE) AS x,
        CASE
            WHEN limited.kind <> 'flow' THEN periods.quantity
            WHEN limited.limit_period = 'total' THEN added_up.quantity
            ELSE periods.quantity * coalesce(
                CASE limited.limit_period WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 365.25 / 12 END
                / CASE periods.grain WHEN 'week' THEN 7 ELSE 365.25 / 12 END,
                1
            )
        END AS quantity
    FROM periods
    INNER JOIN limited
        ON
            periods.as_of = limited.as_of
            AND periods.account_id = limited.account_id
            AND periods.product_id = limited.product_id
            AND periods.metric = limited.metric
            AND periods.period_end >= limited.since
            AND coalesce(periods.period_end < limited.until, TRUE)
    LEFT JOIN added_up
        ON
            limited.version = added_up.version
            AND periods.grain = added_up.grain
            AND periods.period_end = added_up.period_end
    WHERE periods.periods_ago BETWEEN 0 AND 25 AND limited.limit_quantity > 0
),

risen AS (
    -- From its own least, so that the squares of a large steady quantity do not drown its trend.
    SELECT
        *,
        quantity - min(quantity) OVER (PARTITION BY series, grain) AS y
    FROM brought
    WHERE quantity IS NOT NULL
),

summed AS (
    SELECT
        *,
        CAST(count(*) OVER lately AS DOUBLE) AS points,
        sum(x) OVER lately AS sum_x,
        sum(y) OVER lately AS sum_y,
        sum(x * x) OVER lately AS sum_xx,
        sum(x * y) OVER lately AS sum_xy,
        sum(y * y) OVER lately AS sum_yy
    FROM risen
    WINDOW lately AS (
        PARTITION BY series, grain
        ORDER BY -periods_ago
        RANGE BETWEEN 7 PRECEDING AND CURRENT ROW
    )
),

fitted AS (
    SELECT
        *,
        points >= CASE grain WHEN 'week' THEN 6 ELSE 4 END AS enough,
        sum_xx - sum_x * sum_x / points AS sxx,
        sum_xy - sum_x * sum_y / points AS sxy,
        sum_yy - sum_y * sum_y / points AS syy
    FROM summed
),

trend AS (
    SELECT
        *,
        CASE WHEN enough THEN sxy / sxx END AS slope,
        CASE
            WHEN enough
                THEN CASE points WHEN 4 THEN 4.303 WHEN 5 THEN 3.182 WHEN 6 THEN 2.776 WHEN 7 THEN 2.571 ELSE 2.447 END
                    * sqrt(greatest(syy - sxy * sxy / sxx, 0) / (points - 2) / sxx)
        END AS margin
    FROM fitted
),

ahead AS (
    SELECT
        *,
        CASE WHEN slope > 1e-9 THEN (limit_quantity - quantity) / slope END AS days,
        CASE WHEN slope > 1e-9 THEN (limit_quantity - quantity) / (slope + margin) END AS days_low,
        CASE WHEN slope - margin > 1e-9 THEN (limit_quantity - quantity) / (slope - margin) END AS days_high
    FROM trend
)

SELECT
    ahead.as_of,
    ahead.account_id,
    ahead.product_id,
    ahead.metric,
    ahead.grain,
    ahead.period_end,
    ahead.periods_ago,
    ahead.quantity,
    ahead.limit_quantity,
    round(ahead.quantity / ahead.limit_quantity, 9) AS used,
    round(ahead.slope, 9) AS slope,
    CASE
        WHEN ahead.quantity >= ahead.limit_quantity THEN ahead.period_end
        WHEN ahead.days <= 3650 THEN ahead.period_end + CAST(ceil(round(ahead.days, 6)) AS INTEGER)
    END AS full_on,
    CASE
        WHEN ahead.quantity >= ahead.limit_quantity THEN ahead.period_end
        WHEN ahead.days_low <= 3650 THEN ahead.period_end + CAST(ceil(round(ahead.days_low, 6)) AS INTEGER)
    END AS full_low,
    CASE
        WHEN ahead.quantity >= ahead.limit_quantity THEN ahead.period_end
        WHEN ahead.days_high <= 3650 THEN ahead.period_end + CAST(ceil(round(ahead.days_high, 6)) AS INTEGER)
    END AS full_high
FROM ahead

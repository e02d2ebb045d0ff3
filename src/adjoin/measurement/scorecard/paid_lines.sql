/* ---
what: >
  Paid lines with the days on which they bring money. A line that ends before the next one begins goes on until then
  where the gap is at most `gap_days`: a renewal signed late is no churn. Trials are left out.
key: [as_of, account_id, product_id, live_from, live_until]
columns:
  as_of: date
  account_id: text
  product_id: text
  live_from: null where unknown
  live_until: last day; null while it goes on
  is_floor: it began earlier than live_from says
  acv: money a year; null without a price
parameters: {gap_days: 90}
--- */
WITH paid AS (
    SELECT
        as_of,
        account_id,
        product_id,
        started_on,
        ended_on,
        coalesce(start_is_floor, FALSE) OR started_on IS NULL AS is_floor,
        coalesce(ended_on, CAST('9999-12-31' AS DATE)) AS last_day,
        acv
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE)
),

reach AS (
    SELECT
        *,
        max(last_day) OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY started_on NULLS FIRST, last_day, acv
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS reached_on,
        lead(started_on) OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY started_on NULLS FIRST, last_day, acv
        ) AS next_on
    FROM paid
)

SELECT
    as_of,
    account_id,
    product_id,
    started_on AS live_from,
    CASE
        WHEN last_day = reached_on AND next_on > last_day AND next_on - last_day - 1 <= $gap_days THEN next_on - 1
        ELSE ended_on
    END AS live_until,
    is_floor,
    acv
FROM reach

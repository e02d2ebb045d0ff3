/* ---
what: >
  The spans for which an account held a product, as known at the moment: paid lines whose gap is at most `gap_days`
  closed into one, trials left out. A gap still open at the moment is an end.
key: [as_of, account_id, product_id, began_on]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: first day held; null in snapshot mode
  ended_on: last day held; null while it goes on
  is_floor: the real start lies before began_on (left-truncated), so it counts as held but never as begun
parameters: {gap_days: 90}
--- */
WITH paid AS (
    SELECT
        as_of,
        account_id,
        product_id,
        started_on,
        coalesce(start_is_floor, FALSE) OR started_on IS NULL AS is_floor,
        coalesce(ended_on, CAST('9999-12-31' AS DATE)) AS last_day
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE)
),

reach AS (
    SELECT
        *,
        max(last_day) OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY started_on NULLS FIRST, last_day
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM paid
),

numbered AS (
    SELECT
        *,
        sum(CASE WHEN reached_on IS NULL OR started_on - reached_on - 1 > $gap_days THEN 1 ELSE 0 END) OVER (
            PARTITION BY as_of, account_id, product_id
            -- Equal lines are told apart by what came before them, so that both windows see one order.
            ORDER BY started_on NULLS FIRST, last_day, reached_on NULLS FIRST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS span_number,
        CASE WHEN is_floor THEN started_on END AS floor_on
    FROM reach
)

SELECT
    as_of,
    account_id,
    product_id,
    min(started_on) AS began_on,
    CASE WHEN max(last_day) < CAST('9999-12-31' AS DATE) THEN max(last_day) END AS ended_on,
    coalesce(min(floor_on) = min(started_on), min(started_on) IS NULL) AS is_floor
FROM numbered
GROUP BY as_of, account_id, product_id, span_number

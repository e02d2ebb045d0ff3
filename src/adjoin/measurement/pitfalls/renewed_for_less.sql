/* ---
what: >
  A renewal at a lower price: a line that followed another of the same product in the window, within 31 days before to
  90 after its end, at least `fall` cheaper for no fewer seats.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: when the newer line began
  hit: whether it happened
  money: money a year by which it fell
  says: one sentence
parameters: {window_days: 365, fall: 0.05}
--- */
WITH lines AS (
    SELECT
        as_of, account_id, product_id, started_on, max(ended_on) AS ended_on, sum(acv) AS acv, sum(seats) AS seats,
        count(CASE WHEN acv IS NULL THEN 1 END) AS unpriced
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE) AND started_on IS NOT NULL
    GROUP BY as_of, account_id, product_id, started_on
),

followed AS (
    SELECT
        *,
        lag(acv) OVER (PARTITION BY as_of, account_id, product_id ORDER BY started_on) AS acv_before,
        lag(seats) OVER (PARTITION BY as_of, account_id, product_id ORDER BY started_on) AS seats_before,
        lag(ended_on) OVER (PARTITION BY as_of, account_id, product_id ORDER BY started_on) AS ended_before,
        lead(started_on) OVER (PARTITION BY as_of, account_id, product_id ORDER BY started_on) AS next_on
    FROM lines
    WHERE unpriced = 0
)

SELECT
    followed.as_of,
    followed.account_id,
    followed.product_id,
    followed.started_on AS seen_on,
    followed.acv <= followed.acv_before * (1 - $fall) + 1e-6
    AND coalesce(followed.seats >= followed.seats_before, TRUE) AS hit,
    round(followed.acv_before - followed.acv, 4) AS money,
    products.name || ' renewed on ' || CAST(followed.started_on AS VARCHAR) || ' at '
    || CAST(CAST(round(followed.acv) AS BIGINT) AS VARCHAR) || ' a year, '
    || CAST(CAST(round(followed.acv_before) AS BIGINT) AS VARCHAR) || ' before' AS says
FROM followed
INNER JOIN catalog_products AS products ON followed.product_id = products.product_id
WHERE
    followed.next_on IS NULL
    AND followed.as_of - followed.started_on < $window_days
    AND followed.acv_before > 0
    AND followed.started_on >= followed.ended_before - 31
    AND followed.started_on <= followed.ended_before + 90

/* ---
what: >
  Further products that accounts began in the window of `window_days` that ended `follow_days` ago, so that each
  could be followed for `follow_days`: the account held another product before that day.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the one begun
  began_on: first day of its newest such span
  base_product_id: of what was held then, that which was held longest
  money: price a year of the lines that began that day; null without one
parameters: {window_days: 365, follow_days: 90}
--- */
WITH begun AS (
    SELECT as_of, account_id, product_id, max(began_on) AS began_on FROM spans
    WHERE
        NOT is_floor AND as_of - began_on >= $follow_days AND as_of - began_on < $window_days + $follow_days
    GROUP BY as_of, account_id, product_id
),

beside AS (
    SELECT
        begun.as_of,
        begun.account_id,
        begun.product_id,
        begun.began_on,
        spans.product_id AS base_product_id,
        row_number() OVER (
            PARTITION BY begun.as_of, begun.account_id, begun.product_id
            ORDER BY spans.began_on NULLS FIRST, spans.product_id
        ) AS place
    FROM begun
    INNER JOIN spans
        ON
            begun.as_of = spans.as_of
            AND begun.account_id = spans.account_id
            AND begun.product_id <> spans.product_id
            AND coalesce(spans.began_on < begun.began_on, TRUE)
            AND coalesce(spans.ended_on >= begun.began_on, TRUE)
)

SELECT
    beside.as_of,
    beside.account_id,
    beside.product_id,
    beside.began_on,
    beside.base_product_id,
    round(sum(lines.acv), 4) AS money
FROM beside
LEFT JOIN known.subscriptions AS lines
    ON
        beside.as_of = lines.as_of
        AND beside.account_id = lines.account_id
        AND beside.product_id = lines.product_id
        AND beside.began_on = lines.started_on
        AND NOT coalesce(lines.is_trial, FALSE)
WHERE beside.place = 1
GROUP BY beside.as_of, beside.account_id, beside.product_id, beside.began_on, beside.base_product_id

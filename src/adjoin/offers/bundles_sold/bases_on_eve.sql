/* ---
what: >
  The product held longest on the day before an account took a part or was asked for one: by it accounts are alike. An
  account that had left has none to be compared by.
key: [as_of, account_id, looked_on]
columns:
  as_of: date
  account_id: text
  looked_on: day on which it took a part, or was asked
  base: product held longest the day before, empty for a new account; null for one that had left
--- */
WITH days AS (
    SELECT as_of, account_id, taken_on AS looked_on FROM parts_judged
    UNION
    SELECT as_of, account_id, asked_on AS looked_on FROM asked_days
),

ranked AS (
    SELECT
        days.as_of,
        days.account_id,
        days.looked_on,
        CASE
            WHEN spans.account_id IS NULL THEN ''
            WHEN coalesce(spans.ended_on >= days.looked_on - 1, TRUE) THEN spans.product_id
        END AS base,
        row_number() OVER (
            PARTITION BY days.as_of, days.account_id, days.looked_on
            ORDER BY
                CASE WHEN coalesce(spans.ended_on >= days.looked_on - 1, TRUE) THEN 0 ELSE 1 END,
                spans.began_on,
                spans.product_id
        ) AS place
    FROM days
    LEFT JOIN spans
        ON
            days.as_of = spans.as_of
            AND days.account_id = spans.account_id
            AND days.looked_on > spans.began_on
)

SELECT as_of, account_id, looked_on, base FROM ranked
WHERE place = 1

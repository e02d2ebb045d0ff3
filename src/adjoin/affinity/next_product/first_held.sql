/* ---
what: >
  How long ago each account first held each product. What has no date counts as held since the first day on which
  anybody is known to have held anything; in snapshot mode there is no such day.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  days: from then to the moment, both days counted; null in snapshot mode
  is_start: the first known day is a real start and not only the day since which it is known
--- */
WITH numbered AS (
    SELECT
        as_of,
        account_id,
        product_id,
        began_on,
        is_floor,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST
        ) AS place
    FROM spans
),

earliest AS (
    SELECT as_of, min(began_on) AS began_on FROM spans
    GROUP BY as_of
)

SELECT
    numbered.as_of,
    numbered.account_id,
    numbered.product_id,
    numbered.as_of - coalesce(numbered.began_on, earliest.began_on) + 1 AS days,
    NOT numbered.is_floor AND numbered.began_on IS NOT NULL AS is_start
FROM numbered
INNER JOIN earliest ON numbered.as_of = earliest.as_of
WHERE numbered.place = 1

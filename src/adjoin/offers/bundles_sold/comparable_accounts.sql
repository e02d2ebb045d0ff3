/* ---
what: >
  Accounts without a bundle to compare takers with, one a half-year: on its first day by the product held longest the
  day before, a new account on its own first day. Whoever took a bundle by the end of the days followed is left out, and
  so is who has not been followed for all of them.
key: [as_of, account_id, half_on]
columns:
  as_of: date
  account_id: text
  half_on: first day of the half-year
  looked_on: from when it is followed
  until_on: last day followed
  base: product held longest, empty for a new account
  segment: text
--- */
WITH halves AS (
    SELECT DISTINCT as_of, half_on FROM parts_judged
),

firsts AS (
    SELECT as_of, account_id, min(began_on) AS began_on FROM spans
    GROUP BY as_of, account_id
    HAVING
        count(began_on) = count(*)
        AND min(began_on) < coalesce(min(CASE WHEN is_floor THEN began_on END), CAST('9999-12-31' AS DATE))
),

-- Spans are put in order once an account, not once more in every half-year.
placed AS (
    SELECT
        as_of,
        account_id,
        product_id,
        began_on,
        ended_on,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY began_on, product_id) AS place
    FROM spans
    WHERE began_on IS NOT NULL
),

held AS (
    SELECT halves.as_of, halves.half_on, placed.account_id, min(placed.place) AS place
    FROM halves
    INNER JOIN placed
        ON
            halves.as_of = placed.as_of
            AND placed.began_on < halves.half_on
            AND coalesce(placed.ended_on >= halves.half_on - 1, TRUE)
    GROUP BY halves.as_of, halves.half_on, placed.account_id
),

looked_at AS (
    SELECT held.as_of, held.account_id, held.half_on, held.half_on AS looked_on, placed.product_id AS base
    FROM held
    INNER JOIN placed
        ON held.as_of = placed.as_of AND held.account_id = placed.account_id AND held.place = placed.place
    UNION ALL
    SELECT halves.as_of, firsts.account_id, halves.half_on, firsts.began_on AS looked_on, '' AS base
    FROM halves
    INNER JOIN firsts
        ON
            halves.as_of = firsts.as_of
            AND firsts.began_on >= halves.half_on
            AND firsts.began_on < CAST(halves.half_on + INTERVAL '6 months' AS DATE)
)

SELECT
    looked_at.as_of,
    looked_at.account_id,
    looked_at.half_on,
    looked_at.looked_on,
    looked_at.looked_on + anyway_window.follow_days AS until_on,
    looked_at.base,
    size_bands.segment
FROM looked_at
INNER JOIN anyway_window ON looked_at.as_of = anyway_window.as_of
INNER JOIN size_bands ON looked_at.as_of = size_bands.as_of AND looked_at.account_id = size_bands.account_id
LEFT JOIN first_takes AS takers ON looked_at.as_of = takers.as_of AND looked_at.account_id = takers.account_id
WHERE
    looked_at.looked_on + anyway_window.follow_days <= looked_at.as_of
    AND coalesce(takers.taken_on > looked_at.looked_on + anyway_window.follow_days, TRUE)

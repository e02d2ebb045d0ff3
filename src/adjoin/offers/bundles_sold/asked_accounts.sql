/* ---
what: >
  Accounts that were asked for a part without a bundle, as takers were asked with one: those with an opportunity for it
  opened in the half-year, whatever came of it, that did not hold it then. Whoever took a bundle by the end of the days
  followed is left out, and so is who has not been followed for all of them. Deals that were lost and never recorded are
  missing, so that the share that began is rather too high.
key: [as_of, product_id, half_on, account_id]
columns:
  as_of: date
  product_id: the part
  half_on: first day of the half-year
  account_id: text
  base: product held longest the day before, empty for a new account; null for one that had left
  segment: text
  began: 1 where the part began within the days followed, else 0
--- */
WITH wanted AS (
    SELECT DISTINCT as_of, product_id, half_on FROM bundle_strata
),

takers AS (
    SELECT
        as_of,
        account_id,
        min(coalesce(taken_on, CAST('0001-01-01' AS DATE))) AS taken_on
    FROM bundle_parts_sold
    GROUP BY as_of, account_id
),

opened AS (
    SELECT
        wanted.as_of,
        wanted.product_id,
        wanted.half_on,
        opportunities.account_id,
        min(opportunities.created_on) AS asked_on
    FROM wanted
    INNER JOIN known.opportunities AS opportunities
        ON
            wanted.as_of = opportunities.as_of
            AND wanted.product_id = opportunities.product_id
            AND opportunities.created_on >= wanted.half_on
            AND opportunities.created_on < CAST(wanted.half_on + INTERVAL '6 months' AS DATE)
    GROUP BY wanted.as_of, wanted.product_id, wanted.half_on, opportunities.account_id
),

asked AS (
    SELECT opened.*, opened.asked_on + anyway_window.follow_days AS until_on
    FROM opened
    INNER JOIN anyway_window ON opened.as_of = anyway_window.as_of
    LEFT JOIN takers ON opened.as_of = takers.as_of AND opened.account_id = takers.account_id
    WHERE
        opened.asked_on + anyway_window.follow_days <= opened.as_of
        AND coalesce(takers.taken_on > opened.asked_on + anyway_window.follow_days, TRUE)
),

touched AS (
    SELECT
        asked.as_of,
        asked.product_id,
        asked.half_on,
        asked.account_id,
        max(CASE WHEN spans.began_on >= asked.asked_on AND NOT spans.is_floor THEN 0 ELSE 1 END) AS held
    FROM asked
    INNER JOIN spans
        ON
            asked.as_of = spans.as_of
            AND asked.account_id = spans.account_id
            AND asked.product_id = spans.product_id
            AND coalesce(spans.began_on <= asked.until_on, TRUE)
            AND coalesce(spans.ended_on >= asked.asked_on, TRUE)
    GROUP BY asked.as_of, asked.product_id, asked.half_on, asked.account_id
),

days AS (
    SELECT DISTINCT as_of, account_id, asked_on FROM asked
),

ranked AS (
    SELECT
        days.as_of,
        days.account_id,
        days.asked_on,
        CASE
            WHEN spans.account_id IS NULL THEN ''
            WHEN coalesce(spans.ended_on >= days.asked_on - 1, TRUE) THEN spans.product_id
        END AS base,
        row_number() OVER (
            PARTITION BY days.as_of, days.account_id, days.asked_on
            ORDER BY
                CASE WHEN coalesce(spans.ended_on >= days.asked_on - 1, TRUE) THEN 0 ELSE 1 END,
                spans.began_on,
                spans.product_id
        ) AS place
    FROM days
    LEFT JOIN spans
        ON
            days.as_of = spans.as_of
            AND days.account_id = spans.account_id
            AND days.asked_on > spans.began_on
)

SELECT
    asked.as_of,
    asked.product_id,
    asked.half_on,
    asked.account_id,
    ranked.base,
    size_bands.segment,
    CASE WHEN touched.held = 0 THEN 1 ELSE 0 END AS began
FROM asked
INNER JOIN ranked
    ON
        asked.as_of = ranked.as_of
        AND asked.account_id = ranked.account_id
        AND asked.asked_on = ranked.asked_on
        AND ranked.place = 1
INNER JOIN size_bands ON asked.as_of = size_bands.as_of AND asked.account_id = size_bands.account_id
LEFT JOIN touched
    ON
        asked.as_of = touched.as_of
        AND asked.product_id = touched.product_id
        AND asked.half_on = touched.half_on
        AND asked.account_id = touched.account_id
WHERE coalesce(touched.held, 0) = 0

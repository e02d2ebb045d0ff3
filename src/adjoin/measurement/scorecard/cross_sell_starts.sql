/* ---
what: >
  First starts of a product at an account that held another the day before, with the money it brings and the money the
  account paid before it. Starts that are floors are left out.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: day
  added: money a year of the product's lines live that day; null if one has no price
  base: money a year of all lines live the day before; null if one has no price
--- */
WITH first_spans AS (
    SELECT
        as_of, account_id, product_id, began_on, is_floor,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST) AS place
    FROM spans
),

started AS (
    SELECT as_of, account_id, product_id, began_on FROM first_spans
    WHERE place = 1 AND NOT is_floor AND began_on IS NOT NULL
),

around AS (
    SELECT
        started.as_of,
        started.account_id,
        started.product_id,
        started.began_on,
        lines.acv,
        lines.product_id = started.product_id AS own,
        coalesce(lines.live_from <= started.began_on, TRUE)
        AND coalesce(lines.live_until >= started.began_on, TRUE) AS live,
        (lines.is_floor OR lines.live_from < started.began_on)
        AND coalesce(lines.live_until >= started.began_on - 1, TRUE) AS before
    FROM started
    INNER JOIN paid_lines AS lines ON started.as_of = lines.as_of AND started.account_id = lines.account_id
)

SELECT
    as_of,
    account_id,
    product_id,
    began_on,
    CASE WHEN count(CASE WHEN own AND live AND acv IS NULL THEN 1 END) = 0
        THEN round(sum(CASE WHEN own AND live THEN acv END), 4) END AS added,
    CASE WHEN count(CASE WHEN NOT own AND before AND acv IS NULL THEN 1 END) = 0
        THEN round(sum(CASE WHEN NOT own AND before THEN acv END), 4) END AS base
FROM around
GROUP BY as_of, account_id, product_id, began_on
HAVING count(CASE WHEN NOT own AND before THEN 1 END) > 0

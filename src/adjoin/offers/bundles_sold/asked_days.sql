/* ---
what: >
  When an account was first asked for a part within a half-year in which a bundle added that part: the day on which an
  opportunity for it opened, whatever came of it. Whoever took a bundle by the end of the days followed is left out, and
  so is who has not been followed for all of them.
key: [as_of, product_id, half_on, account_id]
columns:
  as_of: date
  product_id: the part
  half_on: first day of the half-year
  account_id: text
  asked_on: day
  until_on: last day followed
--- */
WITH wanted AS (
    SELECT DISTINCT as_of, product_id, half_on FROM parts_judged
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
)

SELECT opened.*, opened.asked_on + anyway_window.follow_days AS until_on
FROM opened
INNER JOIN anyway_window ON opened.as_of = anyway_window.as_of
LEFT JOIN first_takes AS takers ON opened.as_of = takers.as_of AND opened.account_id = takers.account_id
WHERE
    opened.asked_on + anyway_window.follow_days <= opened.as_of
    AND coalesce(takers.taken_on > opened.asked_on + anyway_window.follow_days, TRUE)

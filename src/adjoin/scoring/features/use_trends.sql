/* ---
what: >
  How the use of each held product moves: mean log ratio over its metrics of the last four complete weeks to the eight
  before (the last complete month to the two before), within a factor of 20 either way.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: held
  trend: natural log of the ratio
--- */
WITH paced AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        weeks.product_id,
        weeks.metric,
        weeks.grain,
        avg(CASE WHEN weeks.periods_ago < CASE weeks.grain WHEN 'week' THEN 4 ELSE 1 END THEN weeks.quantity END)
            AS lately,
        avg(CASE WHEN weeks.periods_ago >= CASE weeks.grain WHEN 'week' THEN 4 ELSE 1 END THEN weeks.quantity END)
            AS before
    FROM weeks
    INNER JOIN holdings
        ON
            weeks.as_of = holdings.as_of
            AND weeks.account_id = holdings.account_id
            AND weeks.product_id = holdings.product_id
    WHERE weeks.periods_ago BETWEEN 0 AND CASE weeks.grain WHEN 'week' THEN 11 ELSE 2 END
    GROUP BY weeks.as_of, weeks.account_id, weeks.product_id, weeks.metric, weeks.grain
)

SELECT
    as_of,
    account_id,
    product_id,
    round(avg(ln(least(greatest(coalesce(lately, 0) / before, 0.05), 20))), 9) AS trend
FROM paced
WHERE before > 0
GROUP BY as_of, account_id, product_id

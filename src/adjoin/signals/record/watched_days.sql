/* ---
what: >
  Days at risk of starting each product, by stratum and by what had fired. Days without a firing are all days less
  those after a start and those with a firing: no row for each product that an account never held.
key: [product_id, stratum, fired]
columns:
  product_id: text
  stratum: see watched_intervals
  fired: see watched_pieces; empty for nothing
  days: number of days
--- */
WITH strata AS (
    SELECT stratum, sum(until_on - after_on) AS days FROM watched_intervals
    GROUP BY stratum
),

fired_days AS (
    SELECT product_id, stratum, fired, sum(until_on - after_on) AS days FROM watched_pieces
    GROUP BY product_id, stratum, fired
),

parts AS (
    SELECT products.product_id, strata.stratum, '' AS fired, strata.days
    FROM strata
    CROSS JOIN catalog_products AS products
    UNION ALL
    SELECT starts.product_id, intervals.stratum, '' AS fired, -sum(intervals.until_on - intervals.after_on) AS days
    FROM watched_intervals AS intervals
    INNER JOIN watched_starts AS starts ON intervals.account_id = starts.account_id
    WHERE starts.since <= intervals.after_on
    GROUP BY starts.product_id, intervals.stratum
    UNION ALL
    SELECT product_id, stratum, '' AS fired, -sum(days) AS days FROM fired_days
    GROUP BY product_id, stratum
    UNION ALL
    SELECT product_id, stratum, fired, days FROM fired_days
)

SELECT product_id, stratum, fired, CAST(sum(days) AS BIGINT) AS days
FROM parts
GROUP BY product_id, stratum, fired
HAVING sum(days) > 0
ORDER BY product_id, stratum, fired

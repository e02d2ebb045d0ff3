/* ---
what: >
  The mean chance within a year of the pairs that lack nothing of what the catalog says and are no project of their own,
  over those that history has enough of.
key: [as_of]
columns:
  as_of: date
  pairs: how many
  share: their mean chance to begin the second within a year of the first
--- */
SELECT
    readiness.as_of,
    count(*) AS pairs,
    round(avg(affinity.probability), 9) AS share
FROM pair_readiness AS readiness
INNER JOIN affinity
    ON
        readiness.base_product_id = affinity.from_product
        AND readiness.product_id = affinity.to_product
        AND affinity.horizon_days = 365
WHERE readiness.readiness >= 1 AND NOT coalesce(readiness.separate, FALSE) AND affinity.enough
GROUP BY readiness.as_of

/* ---
what: >
  The mean chance within a year of the pairs of which the catalog says that all four parts are there, no projects of their own,
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
-- What nobody said may be missing.
WHERE
    coalesce(readiness.sign_on = 1 AND readiness.shared_data = 1 AND readiness.activation = 1 AND readiness.experience = 1, FALSE)
    AND NOT coalesce(readiness.separate, FALSE) AND affinity.enough
GROUP BY readiness.as_of

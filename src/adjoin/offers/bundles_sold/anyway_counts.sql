/* ---
what: >
  The strata of the parts that bundles added, each with the comparable accounts that did not hold the part and how many
  of them began it within the days followed.
key: [as_of, bundle, product_id, half_on, base, segment]
columns:
  as_of: date
  bundle: text
  product_id: text
  half_on: first day of the half-year
  base: product held longest, empty for a new account, or null
  segment: text
  parts: number of takers
  money: a year at list
  comparable: accounts followed that did not hold the part
  began: of these
--- */
WITH followed AS (
    SELECT as_of, half_on, base, segment, count(*) AS accounts FROM comparable_accounts
    GROUP BY as_of, half_on, base, segment
),

counted AS (
    SELECT as_of, product_id, half_on, base, segment, sum(held) AS held, sum(1 - held) AS began FROM anyway_touched
    GROUP BY as_of, product_id, half_on, base, segment
)

SELECT
    strata.as_of,
    strata.bundle,
    strata.product_id,
    strata.half_on,
    strata.base,
    strata.segment,
    strata.parts,
    strata.money,
    CAST(coalesce(followed.accounts - coalesce(counted.held, 0), 0) AS BIGINT) AS comparable,
    CAST(coalesce(counted.began, 0) AS BIGINT) AS began
FROM bundle_strata AS strata
LEFT JOIN followed
    ON
        strata.as_of = followed.as_of
        AND strata.half_on = followed.half_on
        AND strata.base = followed.base
        AND strata.segment = followed.segment
LEFT JOIN counted
    ON
        strata.as_of = counted.as_of
        AND strata.product_id = counted.product_id
        AND strata.half_on = counted.half_on
        AND strata.base = counted.base
        AND strata.segment = counted.segment

/* ---
what: >
  The strata of the parts that bundles added, each with the accounts that were asked for the part without a bundle in
  the same half-year: those of the same base and segment if there are `fewest_alike`, else of the segment, else all.
  Strata that rest on the same accounts are one.
key: [as_of, bundle, product_id, half_on, alike_by, base, segment]
columns:
  as_of: date
  bundle: text
  product_id: text
  half_on: first day of the half-year
  alike_by: base and segment, segment, or half-year; null where too few were asked
  base: product held longest, where accounts are alike by it
  segment: text, where accounts are alike by it
  parts: number of takers
  money: a year at list
  comparable: accounts asked
  began: of these
parameters: {fewest_alike: 5}
--- */
WITH own AS (
    SELECT as_of, product_id, half_on, base, segment, count(*) AS asked, sum(began) AS began FROM asked_accounts
    GROUP BY as_of, product_id, half_on, base, segment
),

alike AS (
    SELECT as_of, product_id, half_on, segment, count(*) AS asked, sum(began) AS began FROM asked_accounts
    GROUP BY as_of, product_id, half_on, segment
),

everybody AS (
    SELECT as_of, product_id, half_on, count(*) AS asked, sum(began) AS began FROM asked_accounts
    GROUP BY as_of, product_id, half_on
),

placed AS (
    SELECT
        strata.*,
        CASE
            WHEN own.asked >= $fewest_alike THEN 'base and segment'
            WHEN alike.asked >= $fewest_alike THEN 'segment'
            WHEN everybody.asked >= $fewest_alike THEN 'half-year'
        END AS alike_by,
        own.asked AS own_asked,
        own.began AS own_began,
        alike.asked AS alike_asked,
        alike.began AS alike_began,
        everybody.asked AS all_asked,
        everybody.began AS all_began
    FROM bundle_strata AS strata
    LEFT JOIN own
        ON
            strata.as_of = own.as_of
            AND strata.product_id = own.product_id
            AND strata.half_on = own.half_on
            AND strata.base = own.base
            AND strata.segment = own.segment
    LEFT JOIN alike
        ON
            strata.as_of = alike.as_of
            AND strata.product_id = alike.product_id
            AND strata.half_on = alike.half_on
            AND strata.segment = alike.segment
    LEFT JOIN everybody
        ON
            strata.as_of = everybody.as_of
            AND strata.product_id = everybody.product_id
            AND strata.half_on = everybody.half_on
),

chosen AS (
    SELECT
        as_of,
        bundle,
        product_id,
        half_on,
        alike_by,
        CASE WHEN alike_by = 'base and segment' THEN base END AS base,
        CASE WHEN alike_by <> 'half-year' THEN segment END AS segment,
        parts,
        money,
        CASE alike_by
            WHEN 'base and segment' THEN own_asked WHEN 'segment' THEN alike_asked WHEN 'half-year' THEN all_asked
            ELSE 0
        END AS comparable,
        CASE alike_by
            WHEN 'base and segment' THEN own_began WHEN 'segment' THEN alike_began WHEN 'half-year' THEN all_began
            ELSE 0
        END AS began
    FROM placed
)

SELECT
    as_of,
    bundle,
    product_id,
    half_on,
    alike_by,
    base,
    segment,
    CAST(sum(parts) AS BIGINT) AS parts,
    round(sum(money), 4) AS money,
    CAST(max(comparable) AS BIGINT) AS comparable,
    CAST(max(began) AS BIGINT) AS began
FROM chosen
GROUP BY as_of, bundle, product_id, half_on, alike_by, base, segment

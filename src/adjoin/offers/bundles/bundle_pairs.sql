/* ---
what: >
  Every two products on sale: whether they go together and cannot be held beside each other, and what the accounts that
  hold one and may buy the other are worth. They go together where one follows the other more often than chance, or the
  catalog links them and it is not seen that each follows the other less often than chance.
key: [as_of, first_product, second_product]
columns:
  as_of: date
  first_product: the one that comes first by id
  second_product: the other
  fits: they go together
  apart: the catalog says that one cannot be held beside the other
  lift: the larger of the two lifts that are above chance; null where none is
  lift_from: the product that is held where it is seen
  linked: the catalog links them
  accounts: those that hold one and may buy the other
  worth: sum of the chance at list price times the money a year
parameters: {horizon_days: 90}
--- */
WITH pairs AS (
    SELECT one.as_of, one.product_id AS first_product, other.product_id AS second_product
    FROM bundle_products AS one
    INNER JOIN bundle_products AS other ON one.as_of = other.as_of AND one.product_id < other.product_id
),

seen AS (
    SELECT
        least(from_product, to_product) AS first_product,
        greatest(from_product, to_product) AS second_product,
        max(CASE WHEN enough AND lift_low > 1 THEN lift END) AS lift,
        max(CASE WHEN enough AND lift_low > 1 THEN 1 ELSE 0 END) AS above,
        sum(CASE WHEN enough AND lift_high < 1 THEN 1 ELSE 0 END) AS below
    FROM affinity
    WHERE horizon_days = $horizon_days AND from_product <> to_product
    GROUP BY least(from_product, to_product), greatest(from_product, to_product)
),

seen_from AS (
    SELECT seen.first_product, seen.second_product, min(affinity.from_product) AS lift_from
    FROM seen
    INNER JOIN affinity
        ON
            seen.first_product = least(affinity.from_product, affinity.to_product)
            AND seen.second_product = greatest(affinity.from_product, affinity.to_product)
            AND seen.lift = affinity.lift
    WHERE affinity.horizon_days = $horizon_days AND affinity.enough AND affinity.lift_low > 1
    GROUP BY seen.first_product, seen.second_product
),

linked AS (
    SELECT DISTINCT
        least(from_product, to_product) AS first_product, greatest(from_product, to_product) AS second_product
    FROM catalog_links
    WHERE coalesce(linked, FALSE) OR bridge IS NOT NULL
),

apart AS (
    SELECT DISTINCT least(product_id, word) AS first_product, greatest(product_id, word) AS second_product
    FROM catalog_sold
    WHERE rule = 'excludes'
),

judged AS (
    SELECT
        pairs.as_of,
        pairs.first_product,
        pairs.second_product,
        coalesce(seen.above = 1, FALSE) OR (linked.first_product IS NOT NULL AND coalesce(seen.below, 0) < 2)
            AS goes,
        apart.first_product IS NOT NULL AS apart,
        seen.lift,
        seen_from.lift_from,
        linked.first_product IS NOT NULL AS linked
    FROM pairs
    LEFT JOIN seen
        ON pairs.first_product = seen.first_product AND pairs.second_product = seen.second_product
    LEFT JOIN seen_from
        ON pairs.first_product = seen_from.first_product AND pairs.second_product = seen_from.second_product
    LEFT JOIN linked
        ON pairs.first_product = linked.first_product AND pairs.second_product = linked.second_product
    LEFT JOIN apart
        ON pairs.first_product = apart.first_product AND pairs.second_product = apart.second_product
),

ways AS (
    SELECT
        judged.as_of, judged.first_product, judged.second_product,
        one.product AS held, other.product AS missing
    FROM judged
    INNER JOIN bundle_products AS one
        ON judged.as_of = one.as_of AND one.product_id IN (judged.first_product, judged.second_product)
    INNER JOIN bundle_products AS other
        ON
            judged.as_of = other.as_of
            AND other.product_id IN (judged.first_product, judged.second_product)
            AND one.product <> other.product
    WHERE judged.goes AND NOT judged.apart
),

sums AS (
    SELECT
        cells.as_of, holdings.product AS held, cells.product AS missing,
        count(*) AS accounts, sum(cells.probability * cells.worth) AS worth
    FROM bundle_cells AS cells
    INNER JOIN bundle_holdings AS holdings ON cells.as_of = holdings.as_of AND cells.account = holdings.account
    WHERE NOT cells.lacks_prerequisite
    GROUP BY cells.as_of, holdings.product, cells.product
),

worths AS (
    SELECT
        ways.as_of, ways.first_product, ways.second_product,
        sum(sums.accounts) AS accounts, sum(sums.worth) AS worth
    FROM ways
    INNER JOIN sums ON ways.as_of = sums.as_of AND ways.held = sums.held AND ways.missing = sums.missing
    GROUP BY ways.as_of, ways.first_product, ways.second_product
)

SELECT
    judged.as_of,
    judged.first_product,
    judged.second_product,
    judged.goes AND NOT judged.apart AS fits,
    judged.apart,
    judged.lift,
    judged.lift_from,
    judged.linked,
    CAST(coalesce(worths.accounts, 0) AS BIGINT) AS accounts,
    round(coalesce(worths.worth, 0), 2) AS worth
FROM judged
LEFT JOIN worths
    ON
        judged.as_of = worths.as_of
        AND judged.first_product = worths.first_product
        AND judged.second_product = worths.second_product

/* ---
what: >
  The sets of products that are looked at: the pairs worth most (land), and of the connected sets of three those whose
  pairs are together worth most (expand). None that is a bundle of the company's own, and none whose parts cannot be
  held beside each other.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: the products' ids by id, joined by a plus
  kind: land or expand
  first_product: text
  second_product: text
  third_product: text; null in a pair
parameters: {most_land: 12, screened: 16}
--- */
WITH pairs AS (
    SELECT
        *,
        first_product || '+' || second_product AS bundle,
        row_number() OVER (PARTITION BY as_of ORDER BY worth DESC, first_product, second_product) AS place
    FROM bundle_pairs
    WHERE
        fits AND accounts > 0
        AND first_product || '+' || second_product NOT IN (SELECT same_as FROM own_bundles)
),

threes AS (
    SELECT
        near.as_of,
        near.first_product,
        near.second_product,
        far.second_product AS third_product,
        near.first_product || '+' || near.second_product || '+' || far.second_product AS bundle,
        CASE WHEN near.fits THEN near.worth ELSE 0 END + CASE WHEN far.fits THEN far.worth ELSE 0 END
        + CASE WHEN wide.fits THEN wide.worth ELSE 0 END AS worth
    FROM bundle_pairs AS near
    INNER JOIN bundle_pairs AS far ON near.as_of = far.as_of AND near.second_product = far.first_product
    INNER JOIN bundle_pairs AS wide
        ON
            near.as_of = wide.as_of
            AND near.first_product = wide.first_product
            AND far.second_product = wide.second_product
    WHERE
        CASE WHEN near.fits THEN 1 ELSE 0 END + CASE WHEN far.fits THEN 1 ELSE 0 END
        + CASE WHEN wide.fits THEN 1 ELSE 0 END >= 2
        AND NOT (near.apart OR far.apart OR wide.apart)
),

sets_of_three AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of ORDER BY worth DESC, first_product, second_product, third_product
        ) AS place
    FROM threes
    WHERE bundle NOT IN (SELECT same_as FROM own_bundles)
)

SELECT as_of, bundle, 'land' AS kind, first_product, second_product, CAST(NULL AS VARCHAR) AS third_product
FROM pairs
WHERE place <= $most_land
UNION ALL
SELECT as_of, bundle, 'expand' AS kind, first_product, second_product, third_product
FROM sets_of_three
WHERE place <= $screened

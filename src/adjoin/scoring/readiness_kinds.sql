/* ---
what: >
  The open cells by what is known of their readiness: the product, what it builds on there, and what the account lacks.
  An aspect whose prerequisite is unmet counts as missing. Where no pair of the product says anything of an aspect that
  it names a prerequisite for, it is there once that is met. Only kinds of which an aspect is known.
key: [as_of, product_id, base_product_id, aspect, gaps]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product it builds on
  gaps: what the account lacks, as in readiness_gaps; empty where nothing
  aspect: of pair readiness
  share: 0 missing, 0.5 in part, 1 there
  gap: names of what is unmet for the aspect; null where nothing is
  cells: how many
--- */
WITH counted AS (
    SELECT
        bases.as_of,
        bases.product_id,
        bases.base_product_id,
        gaps.gaps,
        gaps.sign_on,
        gaps.shared_data,
        gaps.activation,
        gaps.experience,
        count(*) AS cells
    FROM bases
    LEFT JOIN readiness_needs AS needed ON bases.product_id = needed.product_id
    LEFT JOIN readiness_gaps AS gaps
        ON bases.as_of = gaps.as_of AND bases.account_id = gaps.account_id AND needed.needs = gaps.needs
    GROUP BY
        bases.as_of, bases.product_id, bases.base_product_id, gaps.gaps, gaps.sign_on, gaps.shared_data,
        gaps.activation, gaps.experience
),

named AS (
    SELECT DISTINCT product_id, aspect FROM catalog_prerequisites
),

said AS (
    SELECT
        told.product_id,
        told.base_product_id,
        told.aspect,
        CASE
            WHEN named.aspect IS NOT NULL AND count(told.share) OVER (PARTITION BY told.product_id, told.aspect) = 0
                THEN 1.0
            ELSE told.share
        END AS share
    FROM catalog_aspects AS told
    LEFT JOIN named ON told.product_id = named.product_id AND told.aspect = named.aspect
),

placed AS (
    SELECT
        counted.as_of,
        counted.product_id,
        counted.base_product_id,
        coalesce(counted.gaps, '') AS gaps,
        said.aspect,
        said.share,
        CASE said.aspect
            WHEN 'sign_on' THEN counted.sign_on
            WHEN 'shared_data' THEN counted.shared_data
            WHEN 'activation' THEN counted.activation
            ELSE counted.experience
        END AS gap,
        counted.cells
    FROM counted
    INNER JOIN said ON counted.product_id = said.product_id AND counted.base_product_id = said.base_product_id
)

SELECT
    as_of,
    product_id,
    base_product_id,
    gaps,
    aspect,
    CASE WHEN gap IS NULL THEN share ELSE 0 END AS share,
    gap,
    cells
FROM placed
WHERE share IS NOT NULL OR gap IS NOT NULL

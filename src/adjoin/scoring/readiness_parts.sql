/* ---
what: >
  What each aspect of readiness contributes to the log-odds of each kind of open cell, where it is known: weight × (share
  − its mean over the product's open cells). An unknown aspect is the mean.
key: [as_of, product_id, base_product_id, gaps, aspect]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product it builds on
  gaps: what the account lacks, as in readiness_gaps; empty where nothing
  aspect: of pair readiness
  share: 0 missing, 0.5 in part, 1 there
  beyond: the share less its mean
  place: of the aspect, 1 to 4
  log_odds: by which it moves the prior
  says: in words
  listed: it moves it enough to be worth a word, by `worth` or more
parameters: {worth: 0.02}
--- */
WITH contributions AS (
    SELECT
        kinds.as_of,
        kinds.product_id,
        kinds.base_product_id,
        kinds.gaps,
        kinds.aspect,
        kinds.share,
        weights.place,
        round(kinds.share - coalesce(means.mean_share, kinds.share), 9) AS beyond,
        weights.weight,
        CASE
            WHEN kinds.gap IS NOT NULL THEN 'not in place yet: ' || kinds.gap
            WHEN kinds.share = 1 THEN weights.words || ' with ' || base.name
            WHEN kinds.share > 0 THEN weights.words || ' with ' || base.name || ' only in part'
            WHEN kinds.aspect = 'experience' THEN 'not ' || weights.words || ' as with ' || base.name || ' yet'
            ELSE 'no ' || weights.words || ' with ' || base.name || ' yet'
        END AS says
    FROM readiness_kinds AS kinds
    INNER JOIN readiness_weights AS weights ON kinds.as_of = weights.as_of AND kinds.aspect = weights.aspect
    INNER JOIN catalog_products AS base ON kinds.base_product_id = base.product_id
    LEFT JOIN readiness_means AS means
        ON
            kinds.as_of = means.as_of
            AND kinds.product_id = means.product_id
            AND kinds.aspect = means.aspect
)

SELECT
    as_of,
    product_id,
    base_product_id,
    gaps,
    aspect,
    share,
    beyond,
    place,
    round(weight * beyond, 9) AS log_odds,
    says,
    abs(round(weight * beyond, 9)) >= $worth AS listed
FROM contributions

/* ---
what: >
  How ready a product is beside a held one, for every ordered pair of the catalog: the four aspects as far as people
  wrote them down, what they come to in log-odds against the product's other pairs, and how long a sale takes. The
  cycle is the median from an opportunity's creation to its win: of the product where the base was held at creation; else
  of all products over pairs of the same kind (separate, activated at once, neither); else the default of the kind.
key: [as_of, product_id, base_product_id]
columns:
  as_of: date
  product_id: the product
  base_product_id: the held product
  sign_on: 0 none, 0.5 partial, 1 full; null where unknown
  shared_data: same
  activation: same
  experience: same
  separate: the product is implemented as a project of its own
  readiness: mean of the aspects that are known, 0 to 1; null where none is
  log_odds: >
    sum of weight times (aspect less its mean over the product's pairs that say it); unknown is the mean. Without
    what an account lacks, and without the separate implementation, which the prior counts by itself
  cycle_days: from an opportunity to its win
  cycle_basis: from how many won opportunities that was learned, or default
  says: what is there, what is there in part and what is missing, in words
parameters: {least: 10, at_once: 30, otherwise: 60, as_a_project: 90}
--- */
WITH pairs AS (
    SELECT
        catalog_pairs.*,
        coalesce(products.implementation = 'project', FALSE) AS separate,
        CASE
            WHEN products.implementation = 'project' THEN 'as a project'
            WHEN catalog_pairs.activation = 1 THEN 'at once'
            ELSE 'otherwise'
        END AS kind
    FROM catalog_pairs
    INNER JOIN catalog_products AS products ON catalog_pairs.product_id = products.product_id
),

around AS (
    SELECT *, share - avg(share) OVER (PARTITION BY product_id, aspect) AS beyond FROM catalog_aspects
),

summed AS (
    SELECT
        weights.as_of,
        around.product_id,
        around.base_product_id,
        avg(around.share) AS readiness,
        sum(weights.weight * around.beyond) AS log_odds,
        string_agg(CASE WHEN around.share = 1 THEN weights.words END, ', ' ORDER BY weights.place) AS full_words,
        string_agg(CASE WHEN around.share = 0.5 THEN weights.words END, ', ' ORDER BY weights.place) AS part_words,
        string_agg(CASE WHEN around.share = 0 THEN weights.words END, ', ' ORDER BY weights.place) AS none_words
    FROM around
    INNER JOIN readiness_weights AS weights ON around.aspect = weights.aspect
    GROUP BY weights.as_of, around.product_id, around.base_product_id
),

deals AS (
    SELECT DISTINCT
        won.as_of,
        won.opportunity_id,
        won.product_id,
        spans.product_id AS base_product_id,
        won.closed_on - won.created_on AS days
    FROM known.opportunities AS won
    INNER JOIN spans
        ON
            won.as_of = spans.as_of
            AND won.account_id = spans.account_id
            AND won.product_id <> spans.product_id
            AND spans.began_on <= won.created_on
            AND coalesce(spans.ended_on >= won.created_on, TRUE)
    WHERE won.outcome = 'won' AND won.closed_on >= won.created_on
),

by_pair AS (
    SELECT as_of, product_id, base_product_id, count(*) AS deals, median(days) AS days FROM deals
    GROUP BY as_of, product_id, base_product_id
    HAVING count(*) >= $least
),

of_kind AS (
    SELECT DISTINCT deals.as_of, deals.opportunity_id, deals.product_id, pairs.kind, deals.days
    FROM deals
    INNER JOIN pairs
        ON deals.product_id = pairs.product_id AND deals.base_product_id = pairs.base_product_id
),

by_kind AS (
    SELECT as_of, kind, count(*) AS deals, median(days) AS days FROM of_kind
    GROUP BY as_of, kind
    HAVING count(*) >= $least
)

SELECT
    summed.as_of,
    pairs.product_id,
    pairs.base_product_id,
    pairs.sign_on,
    pairs.shared_data,
    pairs.activation,
    pairs.experience,
    pairs.separate,
    round(summed.readiness, 12) AS readiness,
    round(coalesce(summed.log_odds, 0), 9) AS log_odds,
    CAST(round(coalesce(by_pair.days, by_kind.days, CASE pairs.kind
        WHEN 'as a project' THEN $as_a_project WHEN 'at once' THEN $at_once ELSE $otherwise
    END)) AS BIGINT) AS cycle_days,
    CASE
        WHEN by_pair.deals IS NOT NULL
            THEN 'learned from ' || CAST(by_pair.deals AS VARCHAR) || ' won opportunities where it was held'
        WHEN by_kind.deals IS NOT NULL
            THEN 'learned from ' || CAST(by_kind.deals AS VARCHAR) || ' won opportunities of pairs like it'
        ELSE 'default'
    END AS cycle_basis,
    coalesce(
        nullif(concat_ws(
            '; ',
            'there: ' || summed.full_words,
            'in part: ' || summed.part_words,
            'missing: ' || summed.none_words,
            CASE WHEN pairs.separate THEN 'implemented as a project of its own' END
        ), ''),
        'nobody wrote down how they work together'
    ) AS says
FROM summed
INNER JOIN pairs ON summed.product_id = pairs.product_id AND summed.base_product_id = pairs.base_product_id
LEFT JOIN by_pair
    ON
        summed.as_of = by_pair.as_of
        AND summed.product_id = by_pair.product_id
        AND summed.base_product_id = by_pair.base_product_id
LEFT JOIN by_kind ON summed.as_of = by_kind.as_of AND pairs.kind = by_kind.kind

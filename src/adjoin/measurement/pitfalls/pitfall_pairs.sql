/* ---
what: >
  Pairs of products that at least `least` accounts hold together, and whether anybody works them as a pair: how
  often the second was pitched to holders of the first in the window, and how many of ours sold both.
key: [as_of, base_product_id, product_id]
columns:
  as_of: date
  base_product_id: the one held
  product_id: the one that could follow
  together: accounts that hold both
  pitches: of the second to accounts that held the first, in the window
  base_sellers: of ours who pitched or sold the first in the window
  sellers: likewise, the second
  in_both: of ours, those who did both
parameters: {least: 5, window_days: 365}
--- */
WITH together AS (
    SELECT one.as_of, one.product_id AS base_product_id, other.product_id, count(*) AS accounts
    FROM holdings AS one
    INNER JOIN holdings AS other
        ON one.as_of = other.as_of AND one.account_id = other.account_id AND one.product_id <> other.product_id
    GROUP BY one.as_of, one.product_id, other.product_id
    HAVING count(*) >= $least
),

worked AS (
    SELECT
        pitches.as_of, spans.product_id AS base_product_id, pitches.product_id,
        count(DISTINCT pitches.pitch_id) AS pitches
    FROM pitfall_pitches AS pitches
    INNER JOIN spans
        ON
            pitches.as_of = spans.as_of
            AND pitches.account_id = spans.account_id
            AND coalesce(spans.began_on < pitches.pitched_on, TRUE)
            AND coalesce(spans.ended_on >= pitches.pitched_on, TRUE)
    GROUP BY pitches.as_of, spans.product_id, pitches.product_id
),

sellers AS (
    SELECT approaches.as_of, approaches.product_id, interactions.rep
    FROM approaches
    INNER JOIN known.interactions AS interactions
        ON approaches.as_of = interactions.as_of AND approaches.interaction_id = interactions.interaction_id
    WHERE
        approaches.product_id IS NOT NULL AND interactions.rep IS NOT NULL
        AND approaches.as_of - approaches.occurred_on < $window_days
    UNION
    SELECT as_of, product_id, owner AS rep FROM known.opportunities
    WHERE product_id IS NOT NULL AND owner IS NOT NULL AND as_of - created_on < $window_days
),

counted AS (
    SELECT as_of, product_id, count(*) AS sellers FROM sellers
    GROUP BY as_of, product_id
),

shared AS (
    SELECT one.as_of, one.product_id AS base_product_id, other.product_id, count(*) AS sellers
    FROM sellers AS one
    INNER JOIN sellers AS other ON one.as_of = other.as_of AND one.rep = other.rep
    GROUP BY one.as_of, one.product_id, other.product_id
)

SELECT
    together.as_of,
    together.base_product_id,
    together.product_id,
    together.accounts AS together,
    coalesce(worked.pitches, 0) AS pitches,
    coalesce(base_counted.sellers, 0) AS base_sellers,
    coalesce(counted.sellers, 0) AS sellers,
    coalesce(shared.sellers, 0) AS in_both
FROM together
LEFT JOIN worked
    ON
        together.as_of = worked.as_of
        AND together.base_product_id = worked.base_product_id
        AND together.product_id = worked.product_id
LEFT JOIN counted AS base_counted
    ON together.as_of = base_counted.as_of AND together.base_product_id = base_counted.product_id
LEFT JOIN counted ON together.as_of = counted.as_of AND together.product_id = counted.product_id
LEFT JOIN shared
    ON
        together.as_of = shared.as_of
        AND together.base_product_id = shared.base_product_id
        AND together.product_id = shared.product_id

/* ---
what: >
  How fast each product is taken up lately: real starts a year, a start counting half as much for each half-life that
  has passed since, over the equally weighted time since anybody held it, so that a young product is not measured by
  years in which it could not be had. One start at the average rate is added to each. Where no start is dated, the
  number of holders stands in for the rate. A product that nobody has ever held has no row.
key: [as_of, product_id]
columns:
  as_of: date
  product_id: text
  holders: accounts that hold or held it
  starts_lately: real starts in the last 365 days
  starts_before: real starts in the 365 days before those
  rate: starts a year, in snapshot mode holders
  share: of all products' rates; the chance that a start is of this product, whoever starts it
parameters: {half_life_days: 180.0}
--- */
WITH dated AS (
    SELECT as_of, max(CASE WHEN is_start THEN 1 ELSE 0 END) AS any_start FROM first_held
    GROUP BY as_of
),

counted AS (
    SELECT
        first_held.as_of,
        first_held.product_id,
        count(*) AS holders,
        sum(CASE WHEN is_start AND first_held.days <= 365 THEN 1 ELSE 0 END) AS starts_lately,
        sum(CASE WHEN is_start AND first_held.days BETWEEN 366 AND 730 THEN 1 ELSE 0 END)
            AS starts_before,
        round(sum(CASE
            WHEN dated.any_start = 0 THEN 1.0
            WHEN is_start THEN power(0.5, first_held.days / CAST($half_life_days AS DOUBLE))
            ELSE 0.0
        END), 9) AS starts,
        CASE
            WHEN max(dated.any_start) = 0 THEN 1.0
            ELSE CAST($half_life_days AS DOUBLE) / ln(2.0) / 365
                * (1 - power(0.5, max(first_held.days) / CAST($half_life_days AS DOUBLE)))
        END AS years
    FROM first_held
    INNER JOIN dated ON first_held.as_of = dated.as_of
    GROUP BY first_held.as_of, first_held.product_id
),

average AS (
    -- Where the last start of all is decades old, its weight has faded to nothing.
    SELECT as_of, sum(years) / greatest(sum(starts), 0.000001) AS years_a_start FROM counted
    GROUP BY as_of
),

rated AS (
    SELECT
        counted.*,
        (counted.starts + 1) / (counted.years + average.years_a_start) AS rate
    FROM counted
    INNER JOIN average ON counted.as_of = average.as_of
)

SELECT
    as_of,
    product_id,
    holders,
    CAST(starts_lately AS BIGINT) AS starts_lately,
    CAST(starts_before AS BIGINT) AS starts_before,
    round(rate, 12) AS rate,
    round(rate / sum(rate) OVER (PARTITION BY as_of), 12) AS share
FROM rated

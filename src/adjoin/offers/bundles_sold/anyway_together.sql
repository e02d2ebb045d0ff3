/* ---
what: >
  How far the parts of a bundle go together among comparable accounts: what begins one part begins the other too, so a
  share over both is known less well than from as many accounts each. A sum of covariances, 0 for bundles of one part.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: text
  of_parts: covariance of the number of parts that would have begun anyway, all pairs of parts
  of_money: the same of their money at list
--- */
WITH pairs AS (
    SELECT
        one.as_of, one.bundle, one.product_id, other.product_id AS other_id, one.half_on, one.base, one.segment,
        one.parts * CAST(other.parts AS DOUBLE) AS parts,
        one.money * other.money AS money,
        CAST(one.comparable AS DOUBLE) AS comparable,
        CAST(other.comparable AS DOUBLE) AS other_comparable,
        CAST(one.began AS DOUBLE) / one.comparable AS began,
        CAST(other.began AS DOUBLE) / other.comparable AS other_began
    FROM anyway_counts AS one
    INNER JOIN anyway_counts AS other
        ON
            one.as_of = other.as_of
            AND one.bundle = other.bundle
            AND one.half_on = other.half_on
            AND one.base = other.base
            AND one.segment = other.segment
            AND one.product_id < other.product_id
    WHERE one.comparable > 0 AND other.comparable > 0
),

asked AS (
    SELECT DISTINCT as_of, product_id, other_id, half_on, base, segment FROM pairs
),

both_touched AS (
    SELECT
        asked.as_of, asked.product_id, asked.other_id, asked.half_on, asked.base, asked.segment,
        sum(one.held * other.held) AS held,
        sum((1 - one.held) * (1 - other.held)) AS began
    FROM asked
    INNER JOIN anyway_touched AS one
        ON
            asked.as_of = one.as_of
            AND asked.half_on = one.half_on
            AND asked.base = one.base
            AND asked.segment = one.segment
            AND asked.product_id = one.product_id
    INNER JOIN anyway_touched AS other
        ON
            asked.as_of = other.as_of
            AND asked.half_on = other.half_on
            AND asked.base = other.base
            AND asked.segment = other.segment
            AND asked.other_id = other.product_id
            AND one.account_id = other.account_id
    GROUP BY asked.as_of, asked.product_id, asked.other_id, asked.half_on, asked.base, asked.segment
),

followed AS (
    SELECT as_of, half_on, base, segment, count(*) AS accounts FROM comparable_accounts
    GROUP BY as_of, half_on, base, segment
),

covariances AS (
    SELECT
        pairs.as_of,
        pairs.bundle,
        pairs.parts,
        pairs.money,
        -- Held neither: all, less those who held one, less those who held the other, and who held both only once.
        (
            coalesce(both_touched.began, 0)
            - pairs.began * pairs.other_began
            * (pairs.comparable + pairs.other_comparable - followed.accounts + coalesce(both_touched.held, 0))
        ) / (pairs.comparable * pairs.other_comparable) AS covariance
    FROM pairs
    INNER JOIN followed
        ON
            pairs.as_of = followed.as_of
            AND pairs.half_on = followed.half_on
            AND pairs.base = followed.base
            AND pairs.segment = followed.segment
    LEFT JOIN both_touched
        ON
            pairs.as_of = both_touched.as_of
            AND pairs.half_on = both_touched.half_on
            AND pairs.base = both_touched.base
            AND pairs.segment = both_touched.segment
            AND pairs.product_id = both_touched.product_id
            AND pairs.other_id = both_touched.other_id
)

SELECT
    as_of,
    bundle,
    round(2 * sum(parts * covariance), 9) AS of_parts,
    round(2 * sum(money * covariance), 4) AS of_money
FROM covariances
GROUP BY as_of, bundle

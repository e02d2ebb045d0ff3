/* ---
what: >
  The courses of accounts: for each two to five products that it began on different days, the order it began them in.
  Only sets of products that at least `least` accounts began on different days, of each size the `at_most` most common.
  A set is never more common than a part of it, so none is missed that is as common as the rarest one kept of its own
  and of smaller sizes.
key: [account, length, set_code]
columns:
  account: number, see members
  length: number of products
  course: the products' numbers in the order they were begun, as digits to base `base`
  set_code: the same in ascending order, so that all orders of the same products share it
  first_on: day on which the first was begun
  last_on: day on which the last was begun
parameters: {least: 5, at_most: 500, longest: null, base: null}
--- */
WITH two AS (
    SELECT
        a.account,
        CAST(a.product AS BIGINT) * $base + b.product AS course,
        least(a.product, b.product) AS s1,
        greatest(a.product, b.product) AS s2,
        a.began_on AS first_on,
        b.began_on AS last_on
    FROM starts AS a
    INNER JOIN starts AS b ON a.account = b.account AND a.began_on < b.began_on
),

kept_two AS (
    SELECT two.*
    FROM two
    INNER JOIN (
        SELECT s1, s2, count(*) OVER (ORDER BY count(*) DESC) AS place
        FROM two
        GROUP BY s1, s2
        HAVING count(*) >= $least
    ) AS common
        ON
            two.s1 = common.s1
            AND two.s2 = common.s2
            AND common.place <= $at_most
),

three AS (
    SELECT
        c.account,
        c.course * $base + starts.product AS course,
        least(c.s1, starts.product) AS s1,
        greatest(c.s1, least(c.s2, starts.product)) AS s2,
        greatest(c.s2, starts.product) AS s3,
        c.first_on,
        starts.began_on AS last_on
    FROM kept_two AS c
    INNER JOIN starts ON c.account = starts.account AND c.last_on < starts.began_on AND $longest >= 3
),

kept_three AS (
    SELECT three.*
    FROM three
    INNER JOIN (
        SELECT s1, s2, s3, count(*) OVER (ORDER BY count(*) DESC) AS place
        FROM three
        GROUP BY s1, s2, s3
        HAVING count(*) >= $least
    ) AS common
        ON
            three.s1 = common.s1
            AND three.s2 = common.s2
            AND three.s3 = common.s3
            AND common.place <= $at_most
),

four AS (
    SELECT
        c.account,
        c.course * $base + starts.product AS course,
        least(c.s1, starts.product) AS s1,
        greatest(c.s1, least(c.s2, starts.product)) AS s2,
        greatest(c.s2, least(c.s3, starts.product)) AS s3,
        greatest(c.s3, starts.product) AS s4,
        c.first_on,
        starts.began_on AS last_on
    FROM kept_three AS c
    INNER JOIN starts ON c.account = starts.account AND c.last_on < starts.began_on AND $longest >= 4
),

kept_four AS (
    SELECT four.*
    FROM four
    INNER JOIN (
        SELECT s1, s2, s3, s4, count(*) OVER (ORDER BY count(*) DESC) AS place
        FROM four
        GROUP BY s1, s2, s3, s4
        HAVING count(*) >= $least
    ) AS common
        ON
            four.s1 = common.s1
            AND four.s2 = common.s2
            AND four.s3 = common.s3
            AND four.s4 = common.s4
            AND common.place <= $at_most
),

five AS (
    SELECT
        c.account,
        c.course * $base + starts.product AS course,
        least(c.s1, starts.product) AS s1,
        greatest(c.s1, least(c.s2, starts.product)) AS s2,
        greatest(c.s2, least(c.s3, starts.product)) AS s3,
        greatest(c.s3, least(c.s4, starts.product)) AS s4,
        greatest(c.s4, starts.product) AS s5,
        c.first_on,
        starts.began_on AS last_on
    FROM kept_four AS c
    INNER JOIN starts ON c.account = starts.account AND c.last_on < starts.began_on AND $longest >= 5
),

kept_five AS (
    SELECT five.*
    FROM five
    INNER JOIN (
        SELECT s1, s2, s3, s4, s5, count(*) OVER (ORDER BY count(*) DESC) AS place
        FROM five
        GROUP BY s1, s2, s3, s4, s5
        HAVING count(*) >= $least
    ) AS common
        ON
            five.s1 = common.s1
            AND five.s2 = common.s2
            AND five.s3 = common.s3
            AND five.s4 = common.s4
            AND five.s5 = common.s5
            AND common.place <= $at_most
)

SELECT account, CAST(2 AS BIGINT) AS length, course,
    CAST(s1 AS BIGINT) * $base + s2 AS set_code, first_on, last_on
FROM kept_two
UNION ALL
SELECT account, CAST(3 AS BIGINT) AS length, course,
    (CAST(s1 AS BIGINT) * $base + s2) * $base + s3 AS set_code, first_on, last_on
FROM kept_three
UNION ALL
SELECT account, CAST(4 AS BIGINT) AS length, course,
    ((CAST(s1 AS BIGINT) * $base + s2) * $base + s3) * $base + s4 AS set_code, first_on, last_on
FROM kept_four
UNION ALL
SELECT account, CAST(5 AS BIGINT) AS length, course,
    (((CAST(s1 AS BIGINT) * $base + s2) * $base + s3) * $base + s4) * $base + s5 AS set_code, first_on, last_on
FROM kept_five

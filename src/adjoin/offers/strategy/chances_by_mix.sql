/* ---
what: >
  What pure popularity would give: for every set of products that was held at a start, the share of all later starts
  that went to a product outside the set which the catalog leads to from it, and to one that another department pays
  for. Shares are of later starts of products outside the set, whatever was held; products that are sold only beside
  something that the set lacks are left out, for there an order is a rule and no habit.
key: [as_of, held]
columns:
  as_of: date
  held: ids, in order
  followed: share to a product that something of the set leads to
  other_department: >
    share to a product that another department pays for, of those for which the catalog says who pays; null where it
    says it of none
--- */
WITH mix AS (
    SELECT later.as_of, later.product_id, later.department, count(*) AS starts FROM starts_beside AS later
    GROUP BY later.as_of, later.product_id, later.department
),

ranked AS (
    SELECT
        as_of, held, account_id, product_id,
        row_number() OVER (PARTITION BY as_of, held ORDER BY account_id, product_id) AS place
    FROM starts_beside
),

-- One start stands for its set, which has a number from here on: sets are many, and their names are long.
examples AS (
    SELECT as_of, held, account_id, product_id, row_number() OVER (PARTITION BY as_of ORDER BY held) AS number
    FROM ranked
    WHERE place = 1
),

members AS (
    SELECT examples.as_of, examples.number, at_start.base_product_id AS product_id, departments.department
    FROM examples
    INNER JOIN held_at_start AS at_start
        ON
            examples.as_of = at_start.as_of
            AND examples.account_id = at_start.account_id
            AND examples.product_id = at_start.product_id
    LEFT JOIN catalog_departments AS departments
        ON at_start.base_product_id = departments.product_id AND departments.role = 'buyer'
),

barred AS (
    SELECT examples.as_of, examples.number, sold.product_id
    FROM examples
    INNER JOIN catalog_sold AS sold ON sold.rule = 'requires'
    LEFT JOIN members
        ON examples.as_of = members.as_of AND examples.number = members.number AND sold.word = members.product_id
    WHERE members.product_id IS NULL
),

left_out AS (
    SELECT as_of, number, product_id FROM members
    UNION
    SELECT as_of, number, product_id FROM barred
),

paid_by AS (
    SELECT DISTINCT as_of, number, department FROM members
    WHERE department IS NOT NULL
),

led_to AS (
    SELECT DISTINCT members.as_of, members.number, links.to_product AS product_id
    FROM members
    INNER JOIN catalog_links AS links ON members.product_id = links.from_product
    WHERE links.linked
),

-- What is offered to a set is everything less what is left out: sums of the two are quicker than a row a product.
everything AS (
    SELECT
        as_of,
        sum(starts) AS starts,
        sum(CASE WHEN department IS NOT NULL THEN starts ELSE 0 END) AS told
    FROM mix
    GROUP BY as_of
),

departments AS (
    SELECT as_of, department, sum(starts) AS starts FROM mix
    WHERE department IS NOT NULL
    GROUP BY as_of, department
),

out_of AS (
    SELECT
        left_out.as_of,
        left_out.number,
        sum(mix.starts) AS starts,
        sum(CASE WHEN mix.department IS NOT NULL THEN mix.starts ELSE 0 END) AS told,
        sum(CASE WHEN paid_by.department IS NOT NULL THEN mix.starts ELSE 0 END) AS same_department
    FROM left_out
    INNER JOIN mix ON left_out.as_of = mix.as_of AND left_out.product_id = mix.product_id
    LEFT JOIN paid_by
        ON
            left_out.as_of = paid_by.as_of
            AND left_out.number = paid_by.number
            AND mix.department = paid_by.department
    GROUP BY left_out.as_of, left_out.number
),

same AS (
    SELECT paid_by.as_of, paid_by.number, sum(coalesce(departments.starts, 0)) AS starts
    FROM paid_by
    LEFT JOIN departments ON paid_by.as_of = departments.as_of AND paid_by.department = departments.department
    GROUP BY paid_by.as_of, paid_by.number
),

followed AS (
    SELECT led_to.as_of, led_to.number, sum(mix.starts) AS starts
    FROM led_to
    INNER JOIN mix ON led_to.as_of = mix.as_of AND led_to.product_id = mix.product_id
    LEFT JOIN left_out
        ON
            led_to.as_of = left_out.as_of
            AND led_to.number = left_out.number
            AND led_to.product_id = left_out.product_id
    WHERE left_out.product_id IS NULL
    GROUP BY led_to.as_of, led_to.number
),

sums AS (
    SELECT
        examples.as_of,
        examples.held,
        coalesce(followed.starts, 0) AS followed,
        everything.starts - coalesce(out_of.starts, 0) AS starts,
        everything.told - coalesce(out_of.told, 0) AS told,
        same.starts - coalesce(out_of.same_department, 0) AS same_department
    FROM examples
    INNER JOIN everything ON examples.as_of = everything.as_of
    LEFT JOIN out_of ON examples.as_of = out_of.as_of AND examples.number = out_of.number
    LEFT JOIN followed ON examples.as_of = followed.as_of AND examples.number = followed.number
    LEFT JOIN same ON examples.as_of = same.as_of AND examples.number = same.number
)

SELECT
    as_of,
    held,
    round(CAST(followed AS DOUBLE) / starts, 12) AS followed,
    round(CAST(told - same_department AS DOUBLE) / nullif(told, 0), 12) AS other_department
FROM sums
WHERE starts > 0

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

examples AS (
    SELECT
        as_of, held, account_id, product_id,
        row_number() OVER (PARTITION BY as_of, held ORDER BY account_id, product_id) AS place
    FROM starts_beside
),

members AS (
    SELECT examples.as_of, examples.held, at_start.base_product_id AS product_id, departments.department
    FROM examples
    INNER JOIN held_at_start AS at_start
        ON
            examples.as_of = at_start.as_of
            AND examples.account_id = at_start.account_id
            AND examples.product_id = at_start.product_id
            AND examples.place = 1
    LEFT JOIN catalog_departments AS departments
        ON at_start.base_product_id = departments.product_id AND departments.role = 'buyer'
),

barred AS (
    SELECT DISTINCT examples.as_of, examples.held, sold.product_id
    FROM examples
    INNER JOIN catalog_sold AS sold ON sold.rule = 'requires'
    LEFT JOIN members
        ON examples.as_of = members.as_of AND examples.held = members.held AND sold.word = members.product_id
    WHERE examples.place = 1 AND members.product_id IS NULL
),

offered AS (
    SELECT
        members.as_of,
        members.held,
        mix.product_id,
        mix.starts,
        max(CASE WHEN links.linked THEN 1 ELSE 0 END) AS followed,
        max(CASE
            WHEN mix.department = members.department THEN 1
            WHEN mix.department IS NOT NULL AND members.department IS NOT NULL THEN 0
        END) AS same_department
    FROM members
    INNER JOIN mix ON members.as_of = mix.as_of
    LEFT JOIN catalog_links AS links ON members.product_id = links.from_product AND mix.product_id = links.to_product
    LEFT JOIN barred
        ON members.as_of = barred.as_of AND members.held = barred.held AND mix.product_id = barred.product_id
    WHERE barred.product_id IS NULL
    GROUP BY members.as_of, members.held, mix.product_id, mix.starts
    HAVING max(CASE WHEN members.product_id = mix.product_id THEN 1 ELSE 0 END) = 0
)

SELECT
    as_of,
    held,
    round(CAST(sum(starts * followed) AS DOUBLE) / sum(starts), 12) AS followed,
    round(
        CAST(sum(starts * (1 - same_department)) AS DOUBLE)
        / nullif(sum(CASE WHEN same_department IS NOT NULL THEN starts END), 0), 12
    ) AS other_department
FROM offered
GROUP BY as_of, held

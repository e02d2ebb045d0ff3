/* ---
what: Starts beside something that is held, with the set of what is held.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the product that was begun
  held: ids of what was held, in order
  followed: the catalog leads from something held to it, one's output being the other's input
  department: of who pays for it, lower case; null where the catalog does not say
  same_department: who pays for something held is of that department; null where the catalog does not say of any
--- */
WITH starts AS (
    SELECT
        held.as_of,
        held.account_id,
        held.product_id,
        count(*) AS bases,
        min(held.base_product_id) AS lowest,
        max(held.base_product_id) AS highest,
        max(CASE WHEN links.linked THEN 1 ELSE 0 END) = 1 AS followed,
        max(own.department) AS department,
        max(CASE
            WHEN base.department = own.department THEN 1
            WHEN base.department IS NOT NULL AND own.department IS NOT NULL THEN 0
        END) = 1 AS same_department
    FROM held_at_start AS held
    LEFT JOIN catalog_links AS links
        ON held.base_product_id = links.from_product AND held.product_id = links.to_product
    LEFT JOIN catalog_departments AS own ON held.product_id = own.product_id AND own.role = 'buyer'
    LEFT JOIN catalog_departments AS base ON held.base_product_id = base.product_id AND base.role = 'buyer'
    GROUP BY held.as_of, held.account_id, held.product_id
),

-- One or two need no sorting, and most starts are beside so few.
larger AS (
    SELECT
        held.as_of,
        held.account_id,
        held.product_id,
        string_agg(held.base_product_id, ' + ' ORDER BY held.base_product_id) AS held
    FROM held_at_start AS held
    INNER JOIN starts
        ON
            held.as_of = starts.as_of
            AND held.account_id = starts.account_id
            AND held.product_id = starts.product_id
    WHERE starts.bases > 2
    GROUP BY held.as_of, held.account_id, held.product_id
)

SELECT
    starts.as_of,
    starts.account_id,
    starts.product_id,
    CASE
        WHEN starts.bases = 1 THEN starts.lowest
        WHEN starts.bases = 2 THEN starts.lowest || ' + ' || starts.highest
        ELSE larger.held
    END AS held,
    starts.followed,
    starts.department,
    starts.same_department
FROM starts
LEFT JOIN larger
    ON
        starts.as_of = larger.as_of
        AND starts.account_id = larger.account_id
        AND starts.product_id = larger.product_id

/* ---
what: >
  Every product that an account began beyond its first, and how it came: together with another, along a workflow link,
  paid by another department; each beside what chance would give. What is begun on one day counts but for one as
  further. By chance a start falls on the day of another of the same account as often as its day holds starts of other
  accounts, once for each other start.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  root_id: text
  product_id: text
  together: it came together with another product
  together_by_chance: see above
  followed: null where nothing was held yet, or nothing is known that could be begun there
  followed_by_chance: see chances_by_mix
  other_department: null where nothing was held yet or the catalog does not say who pays
  other_department_by_chance: see chances_by_mix
--- */
WITH days AS (
    SELECT as_of, began_on, count(*) AS starts FROM begun_products
    GROUP BY as_of, began_on
),

everybody AS (
    SELECT as_of, count(*) AS starts FROM begun_products
    GROUP BY as_of
),

placed AS (
    SELECT
        begun.*,
        days.starts - begun.same_day - 1 AS that_day,
        everybody.starts - begun.others - 1 AS ever
    FROM begun_products AS begun
    INNER JOIN days ON begun.as_of = days.as_of AND begun.began_on = days.began_on
    INNER JOIN everybody ON begun.as_of = everybody.as_of
)

SELECT
    placed.as_of,
    placed.account_id,
    roots.root_id,
    placed.product_id,
    placed.together,
    round(1 - power(1 - coalesce(CAST(placed.that_day AS DOUBLE) / nullif(placed.ever, 0), 0), placed.others), 12)
        AS together_by_chance,
    CASE WHEN chances.held IS NOT NULL THEN later.followed END AS followed,
    chances.followed AS followed_by_chance,
    CASE WHEN chances.other_department IS NOT NULL THEN NOT later.same_department END AS other_department,
    CASE WHEN later.same_department IS NOT NULL THEN chances.other_department END AS other_department_by_chance
FROM placed
INNER JOIN roots ON placed.as_of = roots.as_of AND placed.account_id = roots.account_id
LEFT JOIN starts_beside AS later
    ON
        placed.as_of = later.as_of
        AND placed.account_id = later.account_id
        AND placed.product_id = later.product_id
LEFT JOIN chances_by_mix AS chances ON later.as_of = chances.as_of AND later.held = chances.held
WHERE later.product_id IS NOT NULL OR placed.place_in_day > 1

/* ---
what: >
  What each open cell builds on: the held product that the cell's product most likely follows from now, with the
  chance to start it within the horizon from the days already held. In snapshot mode nobody knows how long anything is
  held; then the base is the one whose holders most often hold the product too.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: the held product it builds on
  held_days: days the base has been held; null in snapshot mode
  chance: chance from now over the scoring horizon, shrunk; null where nobody ever began the base
  chance_low: its lower bound
  chance_high: its upper bound
  held_together: in snapshot mode, the share of the base's holders that hold the product; else null
--- */
-- Where an account has no start date at all, what speaks for a product depends on the pair alone: the pairs are put
-- in order once, and each cell takes the first. Product × held product × account would otherwise be sorted.
WITH dateless AS (
    SELECT as_of, account_id FROM holdings
    GROUP BY as_of, account_id
    HAVING count(held_days) = 0
),

undated AS (
    SELECT holdings.as_of, holdings.account_id, holdings.product_id
    FROM holdings
    INNER JOIN dateless ON holdings.as_of = dateless.as_of AND holdings.account_id = dateless.account_id
),

holders AS (
    SELECT as_of, product_id, count(CASE WHEN held_days IS NULL THEN 1 END) AS accounts FROM holdings
    GROUP BY as_of, product_id
),

together AS (
    SELECT one.as_of, one.product_id AS base_product_id, other.product_id, count(*) AS accounts
    FROM holdings AS one
    INNER JOIN holdings AS other ON one.as_of = other.as_of AND one.account_id = other.account_id
    WHERE one.held_days IS NULL AND other.held_days IS NULL
    GROUP BY one.as_of, one.product_id, other.product_id
),

pairs AS (
    SELECT
        bases.as_of,
        bases.product_id AS base_product_id,
        products.product_id,
        beyond.chance,
        beyond.chance_low,
        beyond.chance_high,
        coalesce(together.accounts * 1.0 / holders.accounts, 0) AS held_together
    FROM (SELECT DISTINCT as_of, product_id FROM undated) AS bases
    CROSS JOIN catalog_products AS products
    INNER JOIN holders ON bases.as_of = holders.as_of AND bases.product_id = holders.product_id
    LEFT JOIN together
        ON
            bases.as_of = together.as_of
            AND bases.product_id = together.base_product_id
            AND products.product_id = together.product_id
    LEFT JOIN chances_beyond AS beyond
        ON bases.product_id = beyond.from_product AND products.product_id = beyond.to_product
),

placed AS (
    SELECT
        *,
        CASE WHEN base_product_id = product_id THEN 0 ELSE row_number() OVER (
            PARTITION BY as_of
            ORDER BY chance DESC NULLS LAST, held_together DESC NULLS LAST, base_product_id, product_id
        ) END AS place
    FROM pairs
),

first_of_pairs AS (
    SELECT undated.as_of, undated.account_id, placed.product_id, min(placed.place) AS place
    FROM undated
    INNER JOIN placed ON undated.as_of = placed.as_of AND undated.product_id = placed.base_product_id
    GROUP BY undated.as_of, undated.account_id, placed.product_id
),

ranked AS (
    SELECT
        followed.*,
        row_number() OVER (
            PARTITION BY followed.as_of, followed.account_id, followed.product_id
            ORDER BY followed.chance DESC NULLS LAST, followed.held_together DESC NULLS LAST,
                followed.base_product_id
        ) AS place
    FROM followed
    INNER JOIN (
        SELECT as_of, account_id FROM holdings
        GROUP BY as_of, account_id
        HAVING count(held_days) > 0
    ) AS dated ON followed.as_of = dated.as_of AND followed.account_id = dated.account_id
)

SELECT as_of, account_id, product_id, base_product_id, held_days, chance, chance_low, chance_high,
    held_together
FROM ranked
WHERE place = 1
UNION ALL
SELECT
    first_of_pairs.as_of,
    first_of_pairs.account_id,
    placed.product_id,
    placed.base_product_id,
    CAST(NULL AS BIGINT) AS held_days,
    placed.chance,
    placed.chance_low,
    placed.chance_high,
    placed.held_together
FROM first_of_pairs
INNER JOIN placed ON first_of_pairs.as_of = placed.as_of AND first_of_pairs.place = placed.place
WHERE first_of_pairs.place > 0

/* ---
what: >
  Every open cell beside every product its account holds: the chance to start the cell's product within the horizon
  from the days the held one has already been held. In snapshot mode nobody knows how long anything is held; then the
  share of the held product's holders that hold the cell's product too. Pathways rank it by its lower bound, bases by
  the chance. An account is read at its own days even where the chances were measured on roots.
key: [as_of, account_id, product_id, base_product_id]
keep: view
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: a held product
  held_days: days it has been held; null in snapshot mode
  chance: chance from now over the scoring horizon, shrunk; null where nobody ever began the base
  chance_low: its lower bound
  chance_high: its upper bound
  held_together: in snapshot mode, the share of the base's holders that hold the product; else null
--- */
WITH undated AS (
    SELECT as_of, account_id, product_id FROM holdings
    WHERE held_days IS NULL
),

holders AS (
    SELECT as_of, product_id, count(*) AS accounts FROM undated
    GROUP BY as_of, product_id
),

together AS (
    SELECT
        one.as_of,
        one.product_id AS base_product_id,
        other.product_id,
        count(*) * 1.0 / max(holders.accounts) AS share
    FROM undated AS one
    INNER JOIN undated AS other ON one.as_of = other.as_of AND one.account_id = other.account_id
    INNER JOIN holders ON one.as_of = holders.as_of AND one.product_id = holders.product_id
    GROUP BY one.as_of, one.product_id, other.product_id
)

SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    holdings.product_id AS base_product_id,
    holdings.held_days,
    coalesce(chances.chance, beyond.chance) AS chance,
    coalesce(chances.chance_low, beyond.chance_low) AS chance_low,
    coalesce(chances.chance_high, beyond.chance_high) AS chance_high,
    CASE WHEN holdings.held_days IS NULL THEN coalesce(together.share, 0) END AS held_together
FROM cells
INNER JOIN holdings ON cells.as_of = holdings.as_of AND cells.account_id = holdings.account_id
LEFT JOIN chances
    ON
        holdings.product_id = chances.from_product
        AND cells.product_id = chances.to_product
        AND holdings.held_days = chances.held_days
LEFT JOIN chances_beyond AS beyond
    ON holdings.product_id = beyond.from_product AND cells.product_id = beyond.to_product
LEFT JOIN together
    ON
        holdings.as_of = together.as_of
        AND holdings.product_id = together.base_product_id
        AND cells.product_id = together.product_id

/* ---
what: >
  What each open cell builds on: the held product that the cell's product most likely follows from now, with the
  chance to start it within the horizon from the days already held.
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
--- */
WITH followed AS (
    SELECT
        cells.as_of,
        cells.account_id,
        cells.product_id,
        holdings.product_id AS base_product_id,
        holdings.held_days,
        coalesce(chances.chance, beyond.chance) AS chance,
        coalesce(chances.chance_low, beyond.chance_low) AS chance_low,
        least(
            1,
            coalesce(chances.chance, beyond.chance)
            * coalesce(affinity.probability_high / nullif(affinity.probability, 0), 2)
        ) AS chance_high
    FROM cells
    INNER JOIN holdings ON cells.as_of = holdings.as_of AND cells.account_id = holdings.account_id
    LEFT JOIN chances
        ON
            holdings.product_id = chances.from_product
            AND cells.product_id = chances.to_product
            AND holdings.held_days = chances.held_days
    LEFT JOIN chances_beyond AS beyond
        ON holdings.product_id = beyond.from_product AND cells.product_id = beyond.to_product
    LEFT JOIN affinity
        ON
            holdings.product_id = affinity.from_product
            AND cells.product_id = affinity.to_product
            AND affinity.horizon_days = 90
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY chance DESC NULLS LAST, base_product_id
        ) AS place
    FROM followed
)

SELECT as_of, account_id, product_id, base_product_id, held_days, chance, chance_low, chance_high
FROM ranked
WHERE place = 1

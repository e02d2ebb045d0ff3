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
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY chance DESC NULLS LAST, held_together DESC NULLS LAST, base_product_id
        ) AS place
    FROM followed
)

SELECT as_of, account_id, product_id, base_product_id, held_days, chance, chance_low, chance_high,
    held_together
FROM ranked
WHERE place = 1

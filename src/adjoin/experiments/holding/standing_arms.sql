/* ---
what: >
  The arm of each account in each experiment of ours, by its root. An arm follows the account it was drawn for into
  another root; where roots were merged, the first arm drawn stands for all of them.
key: [as_of, account_id, experiment]
columns:
  as_of: date
  account_id: text
  root_id: its root now
  drawn_root_id: the root as first seen, under which the arm is kept
  experiment: text
  arm: held or approached
  drawn_on: the day of the draw; it counts from the next
--- */
WITH placed AS (
    SELECT
        roots.as_of,
        roots.root_id,
        arms.root_id AS drawn_root_id,
        arms.experiment,
        arms.arm,
        arms.drawn_on,
        row_number() OVER (
            PARTITION BY roots.as_of, roots.root_id, arms.experiment ORDER BY arms.drawn_on, arms.root_id
        ) AS place
    FROM known.arms AS arms
    INNER JOIN roots ON arms.as_of = roots.as_of AND arms.root_id = roots.account_id
)

SELECT
    roots.as_of,
    roots.account_id,
    roots.root_id,
    placed.drawn_root_id,
    placed.experiment,
    placed.arm,
    placed.drawn_on
FROM roots
INNER JOIN placed
    ON roots.as_of = placed.as_of AND roots.root_id = placed.root_id AND placed.place = 1

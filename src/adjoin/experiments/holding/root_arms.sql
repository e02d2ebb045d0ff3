/* ---
what: >
  The arm of each root account in each experiment of ours. An arm follows the account it was drawn for into another
  root; where roots were merged, the first arm drawn stands for all of them.
key: [as_of, experiment, root_id]
columns:
  as_of: date
  experiment: text
  root_id: the root now
  drawn_root_id: the root as first seen, under which the arm is kept
  arm: held or approached
  drawn_on: date
--- */
WITH placed AS (
    SELECT
        arms.as_of,
        arms.experiment,
        roots.root_id,
        arms.root_id AS drawn_root_id,
        arms.arm,
        arms.drawn_on,
        row_number() OVER (
            PARTITION BY arms.as_of, arms.experiment, roots.root_id ORDER BY arms.drawn_on, arms.root_id
        ) AS place
    FROM known.arms AS arms
    INNER JOIN roots ON arms.as_of = roots.as_of AND arms.root_id = roots.account_id
)

SELECT as_of, experiment, root_id, drawn_root_id, arm, drawn_on FROM placed
WHERE place = 1

/* ---
what: >
  The accounts held out of plays by an experiment: their root drew the arm `held` before the moment. An arm follows the
  account it was drawn for into another root; where roots were merged, the first arm drawn stands for all of them.
key: [as_of, account_id, experiment]
columns:
  as_of: date
  account_id: text
  root_id: its root now
  drawn_root_id: the root as first seen, under which the arm is kept
  experiment: text
--- */
WITH standing AS (
    SELECT
        roots.as_of,
        roots.root_id,
        arms.experiment,
        arms.root_id AS drawn_root_id,
        arms.arm,
        row_number() OVER (
            PARTITION BY roots.as_of, roots.root_id, arms.experiment ORDER BY arms.as_of, arms.root_id
        ) AS place
    FROM arms
    INNER JOIN roots ON arms.root_id = roots.account_id AND arms.as_of < roots.as_of
)

SELECT
    roots.as_of,
    roots.account_id,
    roots.root_id,
    standing.drawn_root_id,
    standing.experiment
FROM roots
INNER JOIN standing
    ON roots.as_of = standing.as_of AND roots.root_id = standing.root_id AND standing.place = 1
WHERE standing.arm = 'held'

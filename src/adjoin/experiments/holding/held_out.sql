/* ---
what: >
  The accounts held out of plays now: their root drew the arm `held` in an experiment that still runs. A delayed start
  releases a root so many days after its first ghost play, that day being free already, and is over on the day after it
  is read; a holdout lasts until somebody stops it. A ghost follows its root as first seen into another one.
key: [as_of, account_id, experiment]
columns:
  as_of: date
  account_id: text
  root_id: its root now
  drawn_root_id: the root as first seen, under which the arm is kept
  experiment: text
  released_on: the first day on which it is free; null while it had no ghost play, and in a holdout
--- */
WITH held AS (
    SELECT * FROM standing_arms
    WHERE arm = 'held'
),

first_ghosts AS (
    SELECT held.as_of, held.experiment, held.root_id, min(proposals.shown_on) AS shown_on
    FROM (SELECT DISTINCT as_of, experiment, root_id, drawn_on FROM held) AS held
    INNER JOIN roots ON held.as_of = roots.as_of AND held.root_id = roots.root_id
    INNER JOIN known.proposals AS proposals
        ON
            roots.as_of = proposals.as_of
            AND roots.account_id = coalesce(proposals.root_id, proposals.account_id)
            AND proposals.shown_on > held.drawn_on
    WHERE proposals.ghost
    GROUP BY held.as_of, held.experiment, held.root_id
),

running AS (
    SELECT
        held.as_of,
        held.account_id,
        held.root_id,
        held.drawn_root_id,
        held.experiment,
        CASE
            WHEN experiments.design = 'delayed_start' AND first_ghosts.shown_on IS NOT NULL
                THEN least(first_ghosts.shown_on + CAST(experiments.delay_days AS INTEGER), experiments.read_on + 1)
        END AS released_on
    FROM held
    INNER JOIN known.experiments AS experiments
        ON held.as_of = experiments.as_of AND held.experiment = experiments.experiment
    LEFT JOIN first_ghosts
        ON
            held.as_of = first_ghosts.as_of
            AND held.experiment = first_ghosts.experiment
            AND held.root_id = first_ghosts.root_id
    WHERE
        experiments.stopped_on IS NULL
        AND (experiments.design = 'holdout' OR coalesce(held.as_of <= experiments.read_on, TRUE))
)

SELECT
    as_of,
    account_id,
    root_id,
    drawn_root_id,
    experiment,
    released_on
FROM running
WHERE released_on IS NULL OR as_of < released_on

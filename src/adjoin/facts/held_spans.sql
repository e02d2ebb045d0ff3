/* ---
what: >
  The days on which each account was held out of plays by an experiment of ours: from the draw of its root on, until it
  was released. A delayed start releases a root so many days after its first ghost play, that day being free already, and
  is over on the day after it is read; a holdout lasts until somebody stops it; a stop ends both. An arm follows the account it was drawn for into another root; where roots were merged, the days of
  every held arm count, so that nothing is learned from days on which any of them was held.
key: [as_of, experiment, drawn_root_id, account_id]
columns:
  as_of: date
  experiment: text
  drawn_root_id: the root as first seen, under which the arm is kept
  root_id: its root now
  account_id: text
  from_on: the first day held, that of the draw
  first_ghost_on: the first day after the draw on which its root, as it is now, had a ghost play; null without one
  until_on: the day of the release, no longer held; null while nobody knows it
--- */
WITH held AS (
    SELECT
        arms.as_of,
        arms.experiment,
        arms.root_id AS drawn_root_id,
        coalesce(roots.root_id, arms.root_id) AS root_id,
        arms.drawn_on
    FROM known.arms AS arms
    LEFT JOIN roots ON arms.as_of = roots.as_of AND arms.root_id = roots.account_id
    WHERE arms.arm = 'held'
),

first_ghosts AS (
    SELECT held.as_of, held.experiment, held.drawn_root_id, min(proposals.shown_on) AS shown_on
    FROM held
    INNER JOIN roots ON held.as_of = roots.as_of AND held.root_id = roots.root_id
    INNER JOIN known.proposals AS proposals
        ON
            roots.as_of = proposals.as_of
            AND roots.account_id = coalesce(proposals.root_id, proposals.account_id)
            AND proposals.shown_on > held.drawn_on
    WHERE proposals.ghost
    GROUP BY held.as_of, held.experiment, held.drawn_root_id
),

released AS (
    SELECT
        held.*,
        first_ghosts.shown_on AS first_ghost_on,
        CASE
            WHEN experiments.design = 'delayed_start'
                THEN least(
                    first_ghosts.shown_on + CAST(experiments.delay_days AS INTEGER), experiments.read_on + 1
                )
        END AS released_on,
        experiments.stopped_on
    FROM held
    LEFT JOIN known.experiments AS experiments
        ON held.as_of = experiments.as_of AND held.experiment = experiments.experiment
    LEFT JOIN first_ghosts
        ON
            held.as_of = first_ghosts.as_of
            AND held.experiment = first_ghosts.experiment
            AND held.drawn_root_id = first_ghosts.drawn_root_id
)

SELECT
    released.as_of,
    released.experiment,
    released.drawn_root_id,
    released.root_id,
    roots.account_id,
    released.drawn_on AS from_on,
    released.first_ghost_on,
    least(released.released_on, released.stopped_on) AS until_on
FROM released
INNER JOIN roots ON released.as_of = roots.as_of AND released.root_id = roots.root_id

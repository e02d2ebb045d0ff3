/* ---
what: >
  The first play of each root with an arm, after the draw and before the experiment was stopped: a real one where it is
  approached, the ghost of one where it is held. What had a slot already begins anew with the first run after the start,
  in both arms alike. Whose first slot was that of a ghost, or would have been, is a filler and has no play here, in
  either arm: what became of it there decides whether it ever has one of its own.
key: [as_of, experiment, root_id]
columns:
  as_of: date
  experiment: text
  root_id: the root now
  account_id: the one the play was for
  product_id: text
  began_on: the first day of the slot
--- */
WITH slots AS (
    SELECT
        proposals.as_of,
        roots.root_id,
        proposals.account_id,
        proposals.product_id,
        proposals.shown_on,
        proposals.ghost,
        proposals.filler
    FROM known.proposals AS proposals
    INNER JOIN roots
        ON
            proposals.as_of = roots.as_of
            AND coalesce(proposals.root_id, proposals.account_id) = roots.account_id
),

placed AS (
    SELECT
        slots.as_of,
        root_arms.experiment,
        slots.root_id,
        slots.account_id,
        slots.product_id,
        slots.shown_on,
        slots.filler,
        row_number() OVER (
            PARTITION BY slots.as_of, root_arms.experiment, slots.root_id
            ORDER BY slots.shown_on, slots.filler, slots.account_id, slots.product_id
        ) AS place
    FROM slots
    INNER JOIN root_arms ON slots.as_of = root_arms.as_of AND slots.root_id = root_arms.root_id
    INNER JOIN known.experiments AS experiments
        ON root_arms.as_of = experiments.as_of AND root_arms.experiment = experiments.experiment
    WHERE
        slots.ghost = (root_arms.arm = 'held')
        AND slots.shown_on > root_arms.drawn_on
        AND coalesce(slots.shown_on < experiments.stopped_on, TRUE)
)

SELECT as_of, experiment, root_id, account_id, product_id, shown_on AS began_on FROM placed
WHERE place = 1 AND NOT filler

/* ---
what: The accounts that an experiment held out at some time within a quarter, by the root the arm was drawn for.
key: [as_of, scope, account_id]
columns: {as_of: , scope: , account_id: }
--- */
SELECT DISTINCT windows.as_of, windows.scope, roots.account_id
FROM scorecard_windows AS windows
INNER JOIN known.arms AS arms ON windows.as_of = arms.as_of AND arms.drawn_on <= windows.window_to
INNER JOIN known.experiments AS experiments
    ON arms.as_of = experiments.as_of AND arms.experiment = experiments.experiment
INNER JOIN roots ON arms.as_of = roots.as_of AND arms.root_id = roots.root_id
WHERE
    windows.scope_kind = 'period'
    AND windows.measures = 'touch'
    AND arms.arm = 'held'
    AND coalesce(experiments.stopped_on >= windows.window_from, TRUE)
    AND (
        experiments.design = 'holdout'
        OR coalesce(arms.drawn_on + CAST(experiments.delay_days AS INTEGER) >= windows.window_from, TRUE)
    )

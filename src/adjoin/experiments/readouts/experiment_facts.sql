/* ---
what: Every experiment known at the moment, ours and those made elsewhere, as it was planned.
key: [as_of, experiment, source]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  design: delayed_start or holdout; null elsewhere
  held_share: planned share held out; null elsewhere
  delay_days: until who is held out is released; null in a holdout and elsewhere
  horizon_days: from the first day that counts to the last
  started_on: date
  read_on: null elsewhere
  stopped_on: null while it runs, and elsewhere
  in_no_arm: root accounts of the book without an arm, excluded before the draw or new since the last run
parameters: {horizon_days: 90}
--- */
WITH book_roots AS (
    SELECT DISTINCT holdings.as_of, roots.root_id
    FROM holdings
    INNER JOIN roots ON holdings.as_of = roots.as_of AND holdings.account_id = roots.account_id
),

without AS (
    SELECT experiments.as_of, experiments.experiment, count(*) AS in_no_arm
    FROM known.experiments AS experiments
    INNER JOIN book_roots ON experiments.as_of = book_roots.as_of
    LEFT JOIN root_arms
        ON
            experiments.as_of = root_arms.as_of
            AND experiments.experiment = root_arms.experiment
            AND book_roots.root_id = root_arms.root_id
    WHERE root_arms.root_id IS NULL
    GROUP BY experiments.as_of, experiments.experiment
)

SELECT
    experiments.as_of,
    experiments.experiment,
    'own' AS source,
    experiments.design,
    experiments.held_share,
    CAST(experiments.delay_days AS BIGINT) AS delay_days,
    CAST(experiments.horizon_days AS BIGINT) AS horizon_days,
    experiments.started_on,
    experiments.read_on,
    experiments.stopped_on,
    coalesce(without.in_no_arm, 0) AS in_no_arm
FROM known.experiments AS experiments
LEFT JOIN without
    ON experiments.as_of = without.as_of AND experiments.experiment = without.experiment
UNION ALL
SELECT
    as_of,
    experiment,
    'elsewhere' AS source,
    CAST(NULL AS TEXT) AS design,
    CAST(NULL AS DOUBLE PRECISION) AS held_share,
    CAST(NULL AS BIGINT) AS delay_days,
    CAST($horizon_days AS BIGINT) AS horizon_days,
    min(assigned_on) AS started_on,
    CAST(NULL AS DATE) AS read_on,
    CAST(NULL AS DATE) AS stopped_on,
    CAST(0 AS BIGINT) AS in_no_arm
FROM known.assignments
GROUP BY as_of, experiment

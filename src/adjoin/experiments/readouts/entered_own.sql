/* ---
what: The root accounts with an arm in an experiment of ours, and the play with which their time began.
key: [as_of, experiment, unit_id]
columns:
  as_of: date
  experiment: text
  source: own
  unit_id: the root
  account_id: the one the play was for; the root without one
  arm: held or approached
  is_control: whether it is held
  began_on: of the first real or ghost play; null without one
  product_id: of that play
  horizon_days: within which a start counts
  read_on: the day of the fixed-date read-out
--- */
SELECT
    root_arms.as_of,
    root_arms.experiment,
    'own' AS source,
    root_arms.root_id AS unit_id,
    coalesce(first_plays.account_id, root_arms.root_id) AS account_id,
    root_arms.arm,
    root_arms.arm = 'held' AS is_control,
    first_plays.began_on,
    first_plays.product_id,
    CAST(experiments.horizon_days AS BIGINT) AS horizon_days,
    experiments.read_on
FROM root_arms
INNER JOIN known.experiments AS experiments
    ON root_arms.as_of = experiments.as_of AND root_arms.experiment = experiments.experiment
LEFT JOIN first_plays
    ON
        root_arms.as_of = first_plays.as_of
        AND root_arms.experiment = first_plays.experiment
        AND root_arms.root_id = first_plays.root_id

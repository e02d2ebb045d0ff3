/* ---
what: The accounts assigned in experiments made elsewhere, those that have left since among them.
key: [as_of, experiment, unit_id]
columns:
  as_of: date
  experiment: text
  source: elsewhere
  unit_id: the account
  account_id: the same
  arm: as it is called there
  is_control: whether it is the arm left alone; null where nobody said which one is
  began_on: assigned on
  product_id: null where any product counts
  horizon_days: within which a start counts
  read_on: null
parameters: {horizon_days: 90}
--- */
SELECT
    assignments.as_of,
    assignments.experiment,
    'elsewhere' AS source,
    assignments.account_id AS unit_id,
    assignments.account_id,
    assignments.arm,
    arm_roles.is_control,
    assignments.assigned_on AS began_on,
    assignments.product_id,
    CAST($horizon_days AS BIGINT) AS horizon_days,
    CAST(NULL AS DATE) AS read_on
FROM known.assignments AS assignments
LEFT JOIN arm_roles
    ON
        assignments.as_of = arm_roles.as_of
        AND assignments.experiment = arm_roles.experiment
        AND assignments.arm = arm_roles.arm

/* ---
what: The arms of each experiment, with how many were drawn or assigned, left out, begun, matured, and when.
key: [as_of, experiment, source, product_id, arm]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  product_id: null for all together
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  drawn: units with the arm
  analysed: units that are not left out
  matured: of those analysed
  held_it_already: units left out
  start_unknown: units left out
  never_proposed: units left out
  filler_only: units left out
  first_on: the first day that counts of any
  last_matures_on: the last day that counts of any
--- */
WITH scoped AS (
    SELECT
        as_of, experiment, source, CAST(NULL AS TEXT) AS product_id, arm, is_control, began_on, matures_on, matured,
        left_out
    FROM experiment_units
    UNION ALL
    SELECT as_of, experiment, source, product_id, arm, is_control, began_on, matures_on, matured, left_out
    FROM experiment_units
    WHERE product_id IS NOT NULL
)

SELECT
    as_of,
    experiment,
    source,
    product_id,
    arm,
    is_control,
    count(*) AS drawn,
    count(CASE WHEN left_out IS NULL THEN 1 END) AS analysed,
    count(CASE WHEN left_out IS NULL AND matured THEN 1 END) AS matured,
    count(CASE WHEN left_out = 'held_it_already' THEN 1 END) AS held_it_already,
    count(CASE WHEN left_out = 'start_unknown' THEN 1 END) AS start_unknown,
    count(CASE WHEN left_out = 'never_proposed' THEN 1 END) AS never_proposed,
    count(CASE WHEN left_out = 'filler_only' THEN 1 END) AS filler_only,
    min(began_on) AS first_on,
    max(CASE WHEN left_out IS NULL THEN matures_on END) AS last_matures_on
FROM scoped
GROUP BY as_of, experiment, source, product_id, arm, is_control

/* ---
what: >
  Units that matured in each week, by arm, all products together and each on its own. The last look is at the moment.
key: [as_of, experiment, source, product_id, arm, looked_on, by_read_on]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  product_id: null for all together
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  looked_on: the Sunday of the week in which they matured, at most the moment
  by_read_on: whether they matured by the day of the fixed-date read-out
  roots: units
  converted: units among them
  reached: units among them that were left alone and reached all the same
--- */
WITH touched AS (
    SELECT DISTINCT as_of, experiment, source, root FROM contaminated
),

matured AS (
    SELECT
        units.as_of,
        units.experiment,
        units.source,
        units.product_id,
        units.arm,
        units.is_control,
        least(CAST(date_trunc('week', units.matures_on) AS DATE) + 6, units.as_of) AS looked_on,
        coalesce(units.matures_on <= units.read_on, TRUE) AS by_read_on,
        CASE WHEN units.converted THEN 1 ELSE 0 END AS converted,
        CASE WHEN touched.root IS NOT NULL THEN 1 ELSE 0 END AS reached
    FROM experiment_units AS units
    LEFT JOIN touched
        ON
            units.as_of = touched.as_of
            AND units.experiment = touched.experiment
            AND units.source = touched.source
            AND units.unit_id = touched.root
    WHERE units.matured AND units.left_out IS NULL
),

scoped AS (
    SELECT
        as_of, experiment, source, CAST(NULL AS TEXT) AS product_id, arm, is_control, looked_on, by_read_on, converted,
        reached
    FROM matured
    UNION ALL
    SELECT as_of, experiment, source, product_id, arm, is_control, looked_on, by_read_on, converted, reached
    FROM matured
    WHERE product_id IS NOT NULL
)

SELECT
    as_of,
    experiment,
    source,
    product_id,
    arm,
    is_control,
    looked_on,
    by_read_on,
    count(*) AS roots,
    CAST(sum(converted) AS BIGINT) AS converted,
    CAST(sum(reached) AS BIGINT) AS reached
FROM scoped
GROUP BY as_of, experiment, source, product_id, arm, is_control, looked_on, by_read_on

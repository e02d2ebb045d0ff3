/* ---
what: Units that matured in each week and broke a guard rail, by arm.
key: [as_of, experiment, source, arm, rail, looked_on]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  rail: churn, products_ended, tickets or opt_outs
  looked_on: the Sunday of the week in which they matured, at most the moment
  roots: units that could break it
  hits: units among them that did
  margin: a rise above which a guard rail cannot be called ok
parameters: {margin: 0.05}
--- */
SELECT
    units.as_of,
    units.experiment,
    units.source,
    units.arm,
    units.is_control,
    rail_hits.rail,
    least(CAST(date_trunc('week', units.matures_on) AS DATE) + 6, units.as_of) AS looked_on,
    count(*) AS roots,
    CAST(sum(rail_hits.hit) AS BIGINT) AS hits,
    CAST($margin AS DOUBLE PRECISION) AS margin
FROM experiment_units AS units
INNER JOIN rail_hits
    ON
        units.as_of = rail_hits.as_of
        AND units.experiment = rail_hits.experiment
        AND units.source = rail_hits.source
        AND units.unit_id = rail_hits.unit_id
WHERE units.matured AND units.left_out IS NULL
GROUP BY
    units.as_of, units.experiment, units.source, units.arm, units.is_control, rail_hits.rail,
    least(CAST(date_trunc('week', units.matures_on) AS DATE) + 6, units.as_of)

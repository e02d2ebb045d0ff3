/* ---
what: Below what nothing can be told, and when expansion hides churn.
key: [least]
columns:
  least: units, or roots of a money ratio, that a number needs
  treadmill_grr: an NRR of 100 % and more beside a GRR below this is a treadmill
parameters: {least: 20, treadmill_grr: 0.85}
--- */
SELECT CAST($least AS BIGINT) AS least, CAST($treadmill_grr AS DOUBLE) AS treadmill_grr

/* ---
what: What each number should reach, and where companies typically stand.
key: [metric]
columns:
  metric: text
  target: null where there is none
  typical_low: null where unknown
  typical_high: null where unknown
parameters:
  coverage_target: 0.9
  coverage_low: 0.4
  coverage_high: 0.5
  creation_target: 0.16
  creation_low: 0.08
  creation_high: 0.1
  win_rate_target: 0.25
  win_rate_low: 0.12
  win_rate_high: 0.15
  cycle_target: 41
  cycle_low: 60
  cycle_high: 90
  uplift_target: 0.5
  uplift_low: 0.25
  uplift_high: 0.3
  nrr_target: 1.15
  nrr_low: 1.05
  nrr_high: 1.08
  mid_market_low: 1.05
  mid_market_high: 1.15
  penetration_target: 0.5
  penetration_low: 0.25
  penetration_high: 0.3
--- */
SELECT 'coverage' AS metric, CAST($coverage_target AS DOUBLE) AS target, CAST($coverage_low AS DOUBLE) AS typical_low,
    CAST($coverage_high AS DOUBLE) AS typical_high
UNION ALL
SELECT 'opportunity_creation', CAST($creation_target AS DOUBLE), CAST($creation_low AS DOUBLE), CAST($creation_high AS DOUBLE)
UNION ALL
SELECT 'win_rate', CAST($win_rate_target AS DOUBLE), CAST($win_rate_low AS DOUBLE), CAST($win_rate_high AS DOUBLE)
UNION ALL
SELECT 'cycle_days', CAST($cycle_target AS DOUBLE), CAST($cycle_low AS DOUBLE), CAST($cycle_high AS DOUBLE)
UNION ALL
SELECT 'acv_uplift', CAST($uplift_target AS DOUBLE), CAST($uplift_low AS DOUBLE), CAST($uplift_high AS DOUBLE)
UNION ALL
SELECT 'cohort_nrr', CAST($nrr_target AS DOUBLE), CAST($nrr_low AS DOUBLE), CAST($nrr_high AS DOUBLE)
UNION ALL
SELECT 'cohort_nrr of mid-market', CAST($nrr_target AS DOUBLE), CAST($mid_market_low AS DOUBLE), CAST($mid_market_high AS DOUBLE)
UNION ALL
SELECT 'penetration', CAST($penetration_target AS DOUBLE), CAST($penetration_low AS DOUBLE), CAST($penetration_high AS DOUBLE)

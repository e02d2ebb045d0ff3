/* ---
what: >
  What each kind weighs at each moment, and whether its silence tells anything then: not where its tables are too young,
  nor where none of its detectors could run.
key: [as_of, kind]
columns:
  as_of: date
  kind: of signal
  weight: log-odds of a signal at full strength, an expert's
  silence_tells: whether an account without such a signal is told apart by it
--- */
WITH missing AS (
    SELECT DISTINCT as_of, kind FROM missing_kinds
),

watched AS (
    SELECT DISTINCT kind FROM watched_tables
)

SELECT
    dates.as_of,
    expert_weights.kind,
    expert_weights.weight,
    watched.kind IS NOT NULL AND missing.kind IS NULL AS silence_tells
FROM dates
CROSS JOIN expert_weights
LEFT JOIN watched ON expert_weights.kind = watched.kind
LEFT JOIN missing ON dates.as_of = missing.as_of AND expert_weights.kind = missing.kind

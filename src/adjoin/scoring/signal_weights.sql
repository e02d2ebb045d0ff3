/* ---
what: >
  What each kind of signal weighs in the prior: the expert's weight, moved by the tilt of people's feedback, never
  turned round by it.
key: [as_of, kind]
columns:
  as_of: date
  kind: of signal
  weight: log-odds of a signal at full strength
  expert_weight: what it is without feedback
  tilt: log-odds that feedback adds
--- */
SELECT
    weights.as_of,
    weights.kind,
    CASE
        WHEN tilts.tilt IS NULL THEN weights.weight
        ELSE greatest(weights.weight + tilts.tilt, least(weights.weight, 0))
    END AS weight,
    weights.weight AS expert_weight,
    coalesce(tilts.tilt, 0) AS tilt
FROM detector_weights AS weights
LEFT JOIN feedback_tilts AS tilts ON weights.as_of = tilts.as_of AND weights.kind = tilts.kind

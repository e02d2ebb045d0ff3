/* ---
what: >
  Who would fire at each value of a detector's tried threshold. The sightings at its loosest value, on open cells,
  that still live; at a threshold fire those whose fires_up_to it does not pass.
key: [name, account_id, product_id, detected_on, fires_up_to, says]
columns:
  name: of the detector
  parameter: the setting that is tried
  unit: of the threshold
  account_id: text
  product_id: text
  detected_on: at the loosest value; a stricter one can be passed only later
  strength: at the loosest value
  fires_up_to: the strictest value at which the sighting fires
  says: at the loosest value
--- */
SELECT
    tried_sightings.name,
    tried_thresholds.parameter,
    tried_thresholds.unit,
    tried_sightings.account_id,
    tried_sightings.product_id,
    tried_sightings.detected_on,
    tried_sightings.strength,
    tried_sightings.fires_up_to,
    tried_sightings.says
FROM tried_sightings
INNER JOIN tried_thresholds ON tried_sightings.name = tried_thresholds.name
INNER JOIN cells
    ON
        tried_sightings.as_of = cells.as_of
        AND tried_sightings.account_id = cells.account_id
        AND tried_sightings.product_id = cells.product_id
WHERE
    tried_sightings.fires_up_to IS NOT NULL
    AND tried_sightings.detected_on + CAST(tried_sightings.window_days AS INTEGER) > tried_sightings.as_of
    AND coalesce(tried_sightings.ended_on > tried_sightings.as_of, TRUE)

/* ---
what: >
  When each detector's signal first became known, over the past moments. A signal that goes on, or comes back within
  `pause_days`, is the same firing unless it had ended in between. What was there before the watch began is none.
key: [account_id, product_id, name, fired_on]
columns:
  account_id: text
  product_id: text
  kind: of signal
  name: of the detector
  fired_on: the day it became known
  strength: 0 to 1, as first seen
parameters: {pause_days: 90}
--- */
SELECT account_id, product_id, kind, name, known_on AS fired_on, strength
FROM presence
WHERE
    known_on IS NOT NULL
    AND NOT (is_first AND first_began_on <= after_on)
    AND (
        seen_before IS NULL
        OR known_on - seen_before > $pause_days
        OR (closed_before >= began_before AND closed_before < first_began_on)
    )

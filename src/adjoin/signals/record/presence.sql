/* ---
what: >
  What each detector said of an account and product at each past moment: whether it was seen, since when that was
  known, and what it had said before. A sighting dated after the moment before was known on its date; one dated
  earlier, only when it was seen. What had ended by the moment is seen only if it began after the moment before.
key: [account_id, product_id, name, as_of]
columns:
  account_id: text
  product_id: text
  kind: of signal
  name: of the detector
  as_of: the moment
  after_on: the moment before
  is_first: the detector was not watched at the moment before
  first_began_on: earliest date among what is seen; null where all is over
  known_on: day on which it became known; null where all is over
  strength: greatest of what is seen
  seen_before: last day it was seen before this moment; null if never
  began_before: latest date of what was seen before this moment
  closed_before: latest end known at this moment of what began before it
--- */
WITH dated AS (
    SELECT
        sightings.account_id,
        sightings.product_id,
        sightings.kind,
        sightings.name,
        sightings.as_of,
        watches.after_on,
        watches.is_first,
        sightings.strength,
        sightings.ended_on,
        least(coalesce(sightings.detected_on, sightings.as_of), sightings.as_of) AS began_on,
        coalesce(sightings.detected_on > watches.after_on, FALSE) AS is_new
    FROM sightings
    INNER JOIN detector_watches AS watches
        ON sightings.name = watches.name AND sightings.as_of = watches.as_of
),

states AS (
    SELECT
        account_id,
        product_id,
        kind,
        name,
        as_of,
        after_on,
        is_first,
        min(CASE WHEN is_new OR ended_on IS NULL THEN began_on END) AS first_began_on,
        max(CASE WHEN is_new OR ended_on IS NULL THEN began_on END) AS last_began_on,
        min(CASE WHEN is_new THEN began_on WHEN ended_on IS NULL THEN as_of END) AS known_on,
        max(CASE WHEN ended_on IS NULL THEN as_of WHEN is_new THEN least(ended_on, as_of) END) AS seen_until,
        max(CASE WHEN is_new OR ended_on IS NULL THEN strength END) AS strength,
        max(ended_on) AS closed_on,
        max(CASE WHEN NOT is_new THEN ended_on END) AS old_closed_on
    FROM dated
    GROUP BY account_id, product_id, kind, name, as_of, after_on, is_first
),

looked_back AS (
    SELECT
        *,
        max(seen_until) OVER before AS seen_before,
        max(last_began_on) OVER before AS began_before,
        max(closed_on) OVER before AS closed_earlier
    FROM states
    WINDOW before AS (
        PARTITION BY account_id, product_id, name ORDER BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)

SELECT
    account_id,
    product_id,
    kind,
    name,
    as_of,
    after_on,
    is_first,
    first_began_on,
    known_on,
    strength,
    seen_before,
    began_before,
    greatest(closed_earlier, old_closed_on) AS closed_before
FROM looked_back

/* ---
what: >
  Trials by product, and of those that ended long enough ago how many converted: all of them, those that were seeded with
  the customer's own data, and those of which it was said that they were not. Trials of what was held already are left out.
key: [as_of, product_id]
columns:
  as_of: date
  product_id: text
  trials: all of them
  held_before: left out, for the product was held when they began
  ended: ended at least as long ago as a start counts for
  converted: of these
  seeded_ended: whole number
  seeded_converted: whole number
  unseeded_ended: whole number
  unseeded_converted: whole number
--- */
SELECT
    as_of,
    product_id,
    count(*) AS trials,
    count(CASE WHEN held_before THEN 1 END) AS held_before,
    count(CASE WHEN matured AND NOT held_before THEN 1 END) AS ended,
    count(CASE WHEN matured AND NOT held_before AND converted_on IS NOT NULL THEN 1 END) AS converted,
    count(CASE WHEN matured AND NOT held_before AND seeded THEN 1 END) AS seeded_ended,
    count(CASE WHEN matured AND NOT held_before AND seeded AND converted_on IS NOT NULL THEN 1 END)
        AS seeded_converted,
    count(CASE WHEN matured AND NOT held_before AND NOT seeded THEN 1 END) AS unseeded_ended,
    count(CASE WHEN matured AND NOT held_before AND NOT seeded AND converted_on IS NOT NULL THEN 1 END)
        AS unseeded_converted
FROM trial_outcomes
GROUP BY as_of, product_id

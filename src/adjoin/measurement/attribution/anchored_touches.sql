/* ---
what: >
  The touches that count, those from the first trigger on (all of them where no trigger was seen), numbered within
  their dimension.
key: [as_of, root_id, product_id, dimension, place]
columns:
  as_of: date
  root_id: text
  product_id: text
  dimension: trigger, motion or partner
  place: from 1, by day
  many: how many the dimension has
  touched_on: date
  kind: text
  name: text
  ref: text
  trigger_on: the anchor; null where no trigger was seen
--- */
WITH anchored AS (
    SELECT
        *,
        min(CASE WHEN dimension = 'trigger' THEN touched_on END) OVER (
            PARTITION BY as_of, root_id, product_id
        ) AS trigger_on
    FROM touches
)

SELECT
    as_of,
    root_id,
    product_id,
    dimension,
    row_number() OVER (
        PARTITION BY as_of, root_id, product_id, dimension ORDER BY touched_on, kind, name, ref
    ) AS place,
    count(*) OVER (PARTITION BY as_of, root_id, product_id, dimension) AS many,
    touched_on,
    kind,
    name,
    ref,
    trigger_on
FROM anchored
WHERE coalesce(touched_on >= trigger_on, TRUE)

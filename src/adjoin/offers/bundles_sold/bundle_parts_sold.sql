/* ---
what: >
  The parts of the bundles sold, one a taker and product, from the first line of the bundle. Added: the product began
  with that line. Held: it was held before, and given_up is by how much its price fell. Unknown: nobody knows when it
  began.
key: [as_of, bundle, account_id, product_id]
columns:
  as_of: date
  bundle: text
  account_id: text
  product_id: text
  taken_on: first day of the part in the bundle; null where unknown
  part: added, held or unknown
  acv: money a year at the start; null where a line has no price
  list_acv: the same at list
  given_up: money a year less than before on a part that was held; null where either price is unknown
  judged: taken long enough ago to tell what would have begun anyway
--- */
WITH firsts AS (
    SELECT as_of, bundle, account_id, product_id, min(started_on) AS taken_on, max(CASE WHEN started_on IS NULL THEN 1 ELSE 0 END) AS undated
    FROM bundle_lines
    GROUP BY as_of, bundle, account_id, product_id
),

taken AS (
    SELECT
        firsts.as_of,
        firsts.bundle,
        firsts.account_id,
        firsts.product_id,
        firsts.taken_on,
        max(CASE WHEN lines.is_floor THEN 1 ELSE 0 END) AS floor,
        CASE WHEN count(lines.acv) = count(*) THEN round(sum(lines.acv), 4) END AS acv,
        CASE WHEN count(lines.list_acv) = count(*) THEN round(sum(lines.list_acv), 4) END AS list_acv
    FROM firsts
    INNER JOIN bundle_lines AS lines
        ON
            firsts.as_of = lines.as_of
            AND firsts.bundle = lines.bundle
            AND firsts.account_id = lines.account_id
            AND firsts.product_id = lines.product_id
            AND (firsts.taken_on = lines.started_on OR (firsts.taken_on IS NULL AND firsts.undated = 1))
    GROUP BY firsts.as_of, firsts.bundle, firsts.account_id, firsts.product_id, firsts.taken_on
),

placed AS (
    SELECT
        taken.as_of,
        taken.bundle,
        taken.account_id,
        taken.product_id,
        taken.taken_on,
        taken.acv,
        taken.list_acv,
        CASE
            WHEN taken.floor = 1 OR spans.began_on IS NULL THEN 'unknown'
            WHEN spans.began_on = taken.taken_on THEN 'added'
            ELSE 'held'
        END AS part
    FROM taken
    LEFT JOIN spans
        ON
            taken.as_of = spans.as_of
            AND taken.account_id = spans.account_id
            AND taken.product_id = spans.product_id
            AND spans.began_on <= taken.taken_on
            AND coalesce(spans.ended_on >= taken.taken_on, TRUE)
),

earlier AS (
    SELECT
        placed.as_of,
        placed.bundle,
        placed.account_id,
        placed.product_id,
        placed.taken_on,
        lines.acv,
        least(coalesce(lines.ended_on, placed.taken_on - 1), placed.taken_on - 1) AS last_day,
        max(least(coalesce(lines.ended_on, placed.taken_on - 1), placed.taken_on - 1)) OVER (
            PARTITION BY placed.as_of, placed.bundle, placed.account_id, placed.product_id
        ) AS newest
    FROM placed
    INNER JOIN known.subscriptions AS lines
        ON
            placed.as_of = lines.as_of
            AND placed.account_id = lines.account_id
            AND placed.product_id = lines.product_id
            AND lines.started_on < placed.taken_on
            AND NOT coalesce(lines.is_trial, FALSE)
    WHERE placed.part = 'held'
),

before AS (
    SELECT as_of, bundle, account_id, product_id, CASE WHEN count(acv) = count(*) THEN sum(acv) END AS acv
    FROM earlier
    WHERE last_day = newest
    GROUP BY as_of, bundle, account_id, product_id
),

since AS (
    SELECT
        placed.as_of,
        placed.bundle,
        placed.account_id,
        placed.product_id,
        CASE WHEN count(lines.acv) = count(*) THEN sum(lines.acv) END AS acv
    FROM placed
    INNER JOIN known.subscriptions AS lines
        ON
            placed.as_of = lines.as_of
            AND placed.account_id = lines.account_id
            AND placed.product_id = lines.product_id
            AND NOT coalesce(lines.is_trial, FALSE)
            -- A line that is replaced may end on the very day on which the next one starts.
            AND (
                lines.started_on = placed.taken_on
                OR (lines.started_on < placed.taken_on AND coalesce(lines.ended_on > placed.taken_on, TRUE))
            )
    WHERE placed.part = 'held'
    GROUP BY placed.as_of, placed.bundle, placed.account_id, placed.product_id
)

SELECT
    placed.as_of,
    placed.bundle,
    placed.account_id,
    placed.product_id,
    placed.taken_on,
    placed.part,
    placed.acv,
    placed.list_acv,
    -- greatest() passes over a price that is not known.
    CASE WHEN before.acv - since.acv IS NOT NULL THEN round(greatest(before.acv - since.acv, 0), 4) END AS given_up,
    coalesce(placed.taken_on + anyway_window.follow_days <= placed.as_of, FALSE) AS judged
FROM placed
INNER JOIN anyway_window ON placed.as_of = anyway_window.as_of
LEFT JOIN before
    ON
        placed.as_of = before.as_of
        AND placed.bundle = before.bundle
        AND placed.account_id = before.account_id
        AND placed.product_id = before.product_id
LEFT JOIN since
    ON
        placed.as_of = since.as_of
        AND placed.bundle = since.bundle
        AND placed.account_id = since.account_id
        AND placed.product_id = since.product_id

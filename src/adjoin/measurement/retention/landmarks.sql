/* ---
what: >
  Every root account at each landmark, a day on which its products are counted before its fate is known: so many days
  after its first holding (kind landmark), or one day for all of them (kind calendar). `state` says whether it counts:
  only whether the landmark is long enough ago decides whether an account was followed, never what became of it. An end
  within the last `gap_days` may yet be late paperwork, so a landmark is followed until then.
key: [as_of, kind, root_id, age_days]
columns:
  as_of: date
  kind: landmark or calendar
  root_id: text
  age_days: of the landmark; 0 for the calendar's
  landmark_on: date
  segment: of the root account
  size: of the root account
  state: counts, start_unknown, not_followed, ends_unknown, or gone (it holds nothing that day)
  products: different products held that day
  retained: it still holds something when the follow-up is over, and did all along
parameters: {follow_days: 365, gap_days: 90, ends_from: null}
--- */
WITH days AS (
    SELECT
        customers.as_of,
        'landmark' AS kind,
        customers.root_id,
        retention_ages.age_days,
        customers.first_on + CAST(retention_ages.age_days AS INTEGER) AS landmark_on,
        customers.start_known,
        customers.segment,
        customers.size
    FROM customers
    CROSS JOIN retention_ages
    UNION ALL
    SELECT
        as_of,
        'calendar' AS kind,
        root_id,
        0 AS age_days,
        as_of - CAST($follow_days AS INTEGER) - CAST($gap_days AS INTEGER) AS landmark_on,
        first_on IS NOT NULL AS start_known,
        segment,
        size
    FROM customers
),

followed AS (
    SELECT
        *,
        landmark_on + CAST($follow_days AS INTEGER) AS until_on,
        landmark_on + CAST($follow_days AS INTEGER) + CAST($gap_days AS INTEGER) <= as_of AS is_followed,
        coalesce(landmark_on >= CAST($ends_from AS DATE), TRUE) AS ends_known
    FROM days
),

held AS (
    SELECT
        followed.as_of,
        followed.kind,
        followed.root_id,
        followed.age_days,
        count(DISTINCT spans.product_id) AS products
    FROM followed
    INNER JOIN roots ON followed.as_of = roots.as_of AND followed.root_id = roots.root_id
    INNER JOIN spans
        ON
            roots.as_of = spans.as_of
            AND roots.account_id = spans.account_id
            AND spans.began_on <= followed.landmark_on
            AND coalesce(spans.ended_on >= followed.landmark_on, TRUE)
    WHERE followed.start_known AND followed.is_followed AND followed.ends_known
    GROUP BY followed.as_of, followed.kind, followed.root_id, followed.age_days
)

SELECT
    followed.as_of,
    followed.kind,
    followed.root_id,
    followed.age_days,
    followed.landmark_on,
    followed.segment,
    followed.size,
    CASE
        WHEN NOT followed.start_known THEN 'start_unknown'
        WHEN NOT followed.is_followed THEN 'not_followed'
        WHEN NOT followed.ends_known THEN 'ends_unknown'
        WHEN held.products IS NULL THEN 'gone'
        ELSE 'counts'
    END AS state,
    coalesce(held.products, 0) AS products,
    coalesce(tenures.last_on >= followed.until_on, FALSE) AS retained
FROM followed
LEFT JOIN held
    ON
        followed.as_of = held.as_of
        AND followed.kind = held.kind
        AND followed.root_id = held.root_id
        AND followed.age_days = held.age_days
LEFT JOIN tenures
    ON
        held.as_of = tenures.as_of
        AND held.root_id = tenures.root_id
        AND tenures.began_on <= followed.landmark_on
        AND tenures.last_on >= followed.landmark_on

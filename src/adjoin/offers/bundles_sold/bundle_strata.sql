/* ---
what: >
  The parts that bundles added and that can be judged, by what tells accounts alike: the product held longest on the day
  before (none of a new account), the segment and the half-year. A customer that had left and came back has no one to be
  compared with; its base is null.
key: [as_of, bundle, product_id, half_on, base, segment]
columns:
  as_of: date
  bundle: text
  product_id: the part added
  half_on: first day of the half-year
  base: product held longest, empty for a new account; null where nobody compares
  segment: text
  parts: number of takers
  money: a year, at list, of those with both prices
--- */
WITH added AS (
    SELECT as_of, bundle, account_id, product_id, taken_on, acv, list_acv,
        CASE
            WHEN extract(MONTH FROM taken_on) <= 6 THEN CAST(date_trunc('year', taken_on) AS DATE)
            ELSE CAST(date_trunc('year', taken_on) + INTERVAL '6 months' AS DATE)
        END AS half_on
    FROM bundle_parts_sold
    WHERE part = 'added' AND judged
),

days AS (
    SELECT DISTINCT as_of, account_id, taken_on FROM added
),

ranked AS (
    SELECT
        days.as_of,
        days.account_id,
        days.taken_on,
        CASE
            WHEN spans.account_id IS NULL THEN ''
            WHEN coalesce(spans.ended_on >= days.taken_on - 1, TRUE) THEN spans.product_id
        END AS base,
        row_number() OVER (
            PARTITION BY days.as_of, days.account_id, days.taken_on
            ORDER BY
                CASE WHEN coalesce(spans.ended_on >= days.taken_on - 1, TRUE) THEN 0 ELSE 1 END,
                spans.began_on,
                spans.product_id
        ) AS place
    FROM days
    LEFT JOIN spans
        ON
            days.as_of = spans.as_of
            AND days.account_id = spans.account_id
            AND days.taken_on > spans.began_on
)

SELECT
    added.as_of,
    added.bundle,
    added.product_id,
    added.half_on,
    ranked.base,
    size_bands.segment,
    count(*) AS parts,
    round(coalesce(sum(CASE WHEN added.acv IS NOT NULL THEN added.list_acv END), 0), 4) AS money
FROM added
INNER JOIN ranked
    ON
        added.as_of = ranked.as_of
        AND added.account_id = ranked.account_id
        AND added.taken_on = ranked.taken_on
        AND ranked.place = 1
INNER JOIN size_bands ON added.as_of = size_bands.as_of AND added.account_id = size_bands.account_id
GROUP BY added.as_of, added.bundle, added.product_id, added.half_on, ranked.base, size_bands.segment

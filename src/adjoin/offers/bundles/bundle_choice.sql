/* ---
what: >
  The bundles that are kept: every pair that is looked at, the sets of three worth most, and the company's own. A
  proposed bundle is for somebody; one of the company's own may be for nobody.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: text
  number: of the bundle in `bundle_contents`
  kind: land or expand
  source: proposed or own
  rank: 1 is worth most
  asked_discount: that of a bundle of the company's own, where it is written
  accounts: targets
  ready_now: targets that no gate blocks now
  worth: sum over the targets of the chance at list price times the money a year
  adoptions_at_list: sum of the chances
  adoptions_at_list_low: of the lower bounds
  adoptions_at_list_high: of the upper bounds
  adoptions_at_list_now: sum of the chances of those that no gate blocks now
  estimated: the demand for every part that a target lacks is estimated
  dated: chances are those of a horizon; false in snapshot mode
parameters: {most_expand: 8}
--- */
WITH looked_at AS (
    SELECT sets.as_of, sets.bundle, sets.kind, 'proposed' AS source, CAST(NULL AS DOUBLE) AS asked_discount
    FROM bundle_sets AS sets
    UNION ALL
    SELECT dates.as_of, own.bundle, own.kind, 'own' AS source, own.discount AS asked_discount
    FROM own_bundles AS own
    CROSS JOIN dates
),

sums AS (
    SELECT
        as_of,
        number,
        count(*) AS accounts,
        count(CASE WHEN ready_now THEN 1 END) AS ready_now,
        round(sum(chance * list), 2) AS worth,
        round(sum(chance), 6) AS adoptions,
        round(sum(chance_low), 6) AS adoptions_low,
        round(sum(chance_high), 6) AS adoptions_high,
        round(sum(CASE WHEN ready_now THEN chance ELSE 0 END), 6) AS adoptions_now,
        count(slope) = count(*) AS estimated,
        count(horizon_days) = count(*) AS dated
    FROM bundle_targets
    GROUP BY as_of, number
),

placed AS (
    SELECT
        looked_at.*,
        numbers.number,
        coalesce(sums.accounts, 0) AS accounts,
        coalesce(sums.ready_now, 0) AS ready_now,
        coalesce(sums.worth, 0) AS worth,
        coalesce(sums.adoptions, 0) AS adoptions,
        coalesce(sums.adoptions_low, 0) AS adoptions_low,
        coalesce(sums.adoptions_high, 0) AS adoptions_high,
        coalesce(sums.adoptions_now, 0) AS adoptions_now,
        coalesce(sums.estimated, FALSE) AS estimated,
        coalesce(sums.dated, TRUE) AS dated,
        row_number() OVER (
            PARTITION BY looked_at.as_of, looked_at.source, looked_at.kind
            ORDER BY coalesce(sums.worth, 0) DESC, coalesce(sums.accounts, 0) DESC, looked_at.bundle
        ) AS place
    FROM looked_at
    INNER JOIN (SELECT DISTINCT as_of, bundle, number FROM bundle_contents) AS numbers
        ON looked_at.as_of = numbers.as_of AND looked_at.bundle = numbers.bundle
    LEFT JOIN sums ON looked_at.as_of = sums.as_of AND numbers.number = sums.number
    WHERE looked_at.source = 'own' OR sums.accounts > 0
)

SELECT
    as_of,
    bundle,
    number,
    kind,
    source,
    row_number() OVER (PARTITION BY as_of ORDER BY worth DESC, accounts DESC, bundle) AS rank,
    asked_discount,
    CAST(accounts AS BIGINT) AS accounts,
    CAST(ready_now AS BIGINT) AS ready_now,
    worth,
    adoptions AS adoptions_at_list,
    adoptions_low AS adoptions_at_list_low,
    adoptions_high AS adoptions_at_list_high,
    adoptions_now AS adoptions_at_list_now,
    estimated AND dated AS estimated,
    dated
FROM placed
WHERE source = 'own' OR kind = 'land' OR place <= $most_expand

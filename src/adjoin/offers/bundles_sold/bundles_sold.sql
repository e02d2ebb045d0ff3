/* ---
what: >
  The bundles sold so far. Of the parts they added, the share that comparable accounts without a bundle began within the
  same days would have been bought anyway, at list: it is taken away from what was added, and so is what parts that were
  held already became cheaper. Comparable are accounts asked for the part without a bundle, where enough opportunities
  are known. Else all alike: as bundles go to those who are about to buy, their share is a lower limit and what was
  added net an upper one. Null with a reason in `says` where too few can be compared.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: name, or the products of the order
  products: ids of its parts
  since: first taken; null where unknown
  takers: accounts
  parts: takers × products
  priced: parts with both prices
  list: money a year of these at list
  paid: money a year of these
  discount: 1 − paid ÷ list
  added: parts that began with the bundle
  already_held: parts held before
  given_up: money a year by which these became cheaper
  judged: parts added long enough ago; all up to net_added_high is of these
  compared: of these, those with comparable accounts
  compared_with: asked or all alike; null where nothing can be told
  comparable: accounts × half-years that these rest on, whatever the part; of those asked × parts too
  anyway: share of the parts that would have begun anyway; with all alike no less than this
  anyway_low: lower limit, 95 %
  anyway_high: upper limit; null with all alike
  cannibalised: parts that would have begun anyway; with all alike no fewer
  cannibalised_low: lower limit
  cannibalised_high: upper limit; null with all alike
  cannibalised_money: a year at list that would have come anyway; with all alike no less
  given_away: of this, the discount
  net_added: money a year more than without the bundle; with all alike no more
  net_added_low: lower limit, of the share alone; null with all alike
  net_added_high: upper limit
  followed: parts added whose activation could be followed
  unused: of these, not activated
  unused_money: money a year of these
  says: one sentence
parameters: {fewest: 20, least_compared: 0.8}
--- */
WITH pieces AS (
    SELECT DISTINCT as_of, bundle, product_id FROM bundle_parts_sold
),

products AS (
    SELECT as_of, bundle, string_agg(product_id, ', ' ORDER BY product_id) AS products FROM pieces
    GROUP BY as_of, bundle
),

parts AS (
    SELECT
        parts.*,
        parts.acv IS NOT NULL AND parts.list_acv IS NOT NULL AS priced,
        starts_followed.activated
    FROM bundle_parts_sold AS parts
    LEFT JOIN starts_followed
        ON
            parts.as_of = starts_followed.as_of
            AND parts.account_id = starts_followed.account_id
            AND parts.product_id = starts_followed.product_id
            AND parts.taken_on = starts_followed.began_on
            AND parts.part = 'added'
),

summed AS (
    SELECT
        as_of,
        bundle,
        min(taken_on) AS since,
        count(DISTINCT account_id) AS takers,
        count(*) AS parts,
        sum(CASE WHEN priced THEN 1 ELSE 0 END) AS priced,
        round(sum(CASE WHEN priced THEN list_acv END), 4) AS list,
        round(sum(CASE WHEN priced THEN acv END), 4) AS paid,
        sum(CASE WHEN part = 'added' THEN 1 ELSE 0 END) AS added,
        sum(CASE WHEN part = 'held' THEN 1 ELSE 0 END) AS already_held,
        round(sum(given_up), 4) AS given_up,
        sum(CASE WHEN part = 'added' AND judged THEN 1 ELSE 0 END) AS judged,
        round(sum(CASE WHEN part = 'added' AND judged AND priced THEN list_acv END), 4) AS judged_list,
        round(sum(CASE WHEN part = 'added' AND judged AND priced THEN acv END), 4) AS judged_paid,
        round(coalesce(sum(CASE WHEN judged THEN given_up END), 0), 4) AS judged_given_up,
        count(activated) AS followed,
        sum(CASE WHEN activated = 0 THEN 1 ELSE 0 END) AS unused,
        round(sum(CASE WHEN activated = 0 THEN acv END), 4) AS unused_money
    FROM parts
    GROUP BY as_of, bundle
),

looked_at AS (
    SELECT as_of, bundle, half_on, base, segment, max(comparable) AS accounts FROM anyway_counts
    GROUP BY as_of, bundle, half_on, base, segment
),

others AS (
    SELECT as_of, bundle, CAST(sum(accounts) AS BIGINT) AS comparable FROM looked_at
    GROUP BY as_of, bundle
),

by_asked AS (
    SELECT asked.*, together.asked AS comparable
    FROM bundle_asked AS asked
    INNER JOIN summed ON asked.as_of = summed.as_of AND asked.bundle = summed.bundle
    INNER JOIN asked_together AS together ON asked.as_of = together.as_of AND asked.bundle = together.bundle
    WHERE together.asked >= $fewest AND asked.compared >= $least_compared * summed.judged
),

by_alike AS (
    SELECT anyway.*, others.comparable
    FROM bundle_anyway AS anyway
    INNER JOIN summed ON anyway.as_of = summed.as_of AND anyway.bundle = summed.bundle
    INNER JOIN others ON anyway.as_of = others.as_of AND anyway.bundle = others.bundle
    LEFT JOIN by_asked ON anyway.as_of = by_asked.as_of AND anyway.bundle = by_asked.bundle
    WHERE
        others.comparable >= $fewest
        AND anyway.compared >= $least_compared * summed.judged
        AND by_asked.bundle IS NULL
),

told AS (
    SELECT
        as_of, bundle, 'asked' AS compared_with, compared, comparable, share, low, high, money_share, money_low, money_high
    FROM by_asked
    UNION ALL
    SELECT
        as_of, bundle, 'all alike' AS compared_with, compared, comparable, share, low, CAST(NULL AS DOUBLE) AS high,
        money_share, money_low, CAST(NULL AS DOUBLE) AS money_high
    FROM by_alike
)

SELECT
    summed.as_of,
    summed.bundle,
    products.products,
    summed.since,
    summed.takers,
    summed.parts,
    CAST(summed.priced AS BIGINT) AS priced,
    summed.list,
    summed.paid,
    round(1 - summed.paid / nullif(summed.list, 0), 12) AS discount,
    CAST(summed.added AS BIGINT) AS added,
    CAST(summed.already_held AS BIGINT) AS already_held,
    summed.given_up,
    CAST(summed.judged AS BIGINT) AS judged,
    CAST(coalesce(told.compared, anyway.compared, 0) AS BIGINT) AS compared,
    told.compared_with,
    CAST(coalesce(told.comparable, others.comparable, 0) AS BIGINT) AS comparable,
    told.share AS anyway,
    told.low AS anyway_low,
    told.high AS anyway_high,
    round(told.share * summed.judged, 9) AS cannibalised,
    round(told.low * summed.judged, 9) AS cannibalised_low,
    round(told.high * summed.judged, 9) AS cannibalised_high,
    round(told.money_share * summed.judged_list, 4) AS cannibalised_money,
    round(told.money_share * (summed.judged_list - summed.judged_paid), 4) AS given_away,
    round(summed.judged_paid - told.money_share * summed.judged_list - summed.judged_given_up, 4) AS net_added,
    round(summed.judged_paid - told.money_high * summed.judged_list - summed.judged_given_up, 4) AS net_added_low,
    round(summed.judged_paid - told.money_low * summed.judged_list - summed.judged_given_up, 4) AS net_added_high,
    summed.followed,
    CAST(summed.unused AS BIGINT) AS unused,
    summed.unused_money,
    CASE
        WHEN summed.added + summed.already_held = 0
            THEN 'What it added cannot be told: nobody knows when its parts began'
        WHEN summed.added = 0 THEN 'It added nothing: every part was held before'
        WHEN summed.judged = 0
            THEN 'What would have been bought anyway cannot be told yet: no taker has been followed for '
                || CAST(anyway_window.follow_days AS VARCHAR) || ' days'
        WHEN told.compared_with = 'asked'
            THEN 'Of ' || CAST(CAST(summed.judged AS BIGINT) AS VARCHAR) || ' parts added, '
                || CAST(CAST(round(100 * told.low) AS BIGINT) AS VARCHAR) || ' to '
                || CAST(CAST(round(100 * told.high) AS BIGINT) AS VARCHAR)
                || ' % would have been bought anyway, as comparable accounts show that were asked without a bundle ('
                || CAST(told.comparable AS VARCHAR) || ' times); fewer where lost deals are not all recorded'
        WHEN told.compared_with = 'all alike'
            THEN 'Of ' || CAST(CAST(summed.judged AS BIGINT) AS VARCHAR) || ' parts added, at least '
                || CAST(CAST(round(100 * told.low) AS BIGINT) AS VARCHAR)
                || ' % would have been bought anyway, as comparable accounts without a bundle show ('
                || CAST(told.comparable AS VARCHAR)
                || ' accounts × half-years); more where bundles went to those who were about to buy'
                || coalesce(
                    ', so what was added net is at most ' || CAST(
                        CAST(
                            round(summed.judged_paid - told.money_low * summed.judged_list - summed.judged_given_up)
                            AS BIGINT
                        ) AS VARCHAR
                    ) || ' a year',
                    ''
                )
        WHEN coalesce(others.comparable, 0) < $fewest
            THEN 'What would have been bought anyway cannot be told: '
                || CAST(coalesce(others.comparable, 0) AS VARCHAR) || ' comparable accounts without a bundle, '
                || CAST($fewest AS VARCHAR) || ' are needed'
        ELSE 'What would have been bought anyway cannot be told: only ' || CAST(anyway.compared AS VARCHAR) || ' of '
            || CAST(CAST(summed.judged AS BIGINT) AS VARCHAR)
            || ' parts have comparable accounts without a bundle'
    END AS says
FROM summed
INNER JOIN anyway_window ON summed.as_of = anyway_window.as_of
INNER JOIN products ON summed.as_of = products.as_of AND summed.bundle = products.bundle
LEFT JOIN bundle_anyway AS anyway ON summed.as_of = anyway.as_of AND summed.bundle = anyway.bundle
LEFT JOIN told ON summed.as_of = told.as_of AND summed.bundle = told.bundle
LEFT JOIN others ON summed.as_of = others.as_of AND summed.bundle = others.bundle

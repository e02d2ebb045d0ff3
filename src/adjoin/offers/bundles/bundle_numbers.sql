/* ---
what: The bundles that are kept in numbers, without words.
key: [as_of, bundle]
columns:
  as_of: date
  rank: 1 is worth most
  bundle: text
  kind: land or expand
  source: proposed or own
  list_price: money a year
  price: less the discount
  discount: share off the price
  accounts: targets
  ready_now: targets that no gate blocks now
  best_for: targets whose best bundle this is
  worth: sum over the targets of the chance at list price times the money a year
  adoptions_at_list: within the horizon, without a bundle; null in snapshot mode
  adoptions_at_list_low: bound
  adoptions_at_list_high: bound
  adoptions_at_list_now: of those that no gate blocks now
  expected_adoptions: at the discount; null where demand is not estimated
  expected_adoptions_low: bound
  expected_adoptions_high: bound
  cannibalised: given away on those who would have bought at list price
  cannibalised_low: bound
  cannibalised_high: bound
  net_revenue: added less cannibalised, money a year
  net_revenue_low: bound
  net_revenue_high: bound
  net_revenue_now: of those that no gate blocks now
  net_revenue_in_use: >
    net_revenue less the money of the buyers it adds for parts they would not use within 90 days; null where that is not
    known of a part
  break_even_uplift: how many more must buy; null where no uplift makes it pay
  break_even_uplift_on_all: the same where what is held gets the discount too
  demand_basis: estimated or not_estimated
  demand_says: why
  dated: chances are those of a horizon; false in snapshot mode
  shelfware_risk: money-weighted share of what is sold that would not be used within 90 days
  riskiest_product_id: the part least likely to be used
parameters: {}
--- */
WITH risky AS (
    SELECT
        as_of,
        bundle,
        sum(unused) AS unused,
        CASE WHEN count(added_in_use) = count(*) THEN sum(added - added_in_use) END AS added_unused,
        sum(known_worth) AS known_worth,
        sum(unused_accounts) AS unused_accounts,
        sum(known_accounts) AS known_accounts
    FROM bundle_activation
    GROUP BY as_of, bundle
),

least_used AS (
    SELECT
        as_of, bundle, product_id,
        row_number() OVER (PARTITION BY as_of, bundle ORDER BY activation, product_id) AS place
    FROM bundle_activation
    WHERE activation IS NOT NULL
),

best AS (
    SELECT as_of, bundle, count(*) AS accounts FROM bundle_places
    WHERE place = 1
    GROUP BY as_of, bundle
)

SELECT
    choice.as_of,
    choice.rank,
    choice.bundle,
    choice.kind,
    choice.source,
    prices.list_price,
    prices.price,
    prices.discount,
    choice.accounts,
    choice.ready_now,
    CAST(coalesce(best.accounts, 0) AS BIGINT) AS best_for,
    choice.worth,
    CASE WHEN choice.dated THEN choice.adoptions_at_list END AS adoptions_at_list,
    CASE WHEN choice.dated THEN choice.adoptions_at_list_low END AS adoptions_at_list_low,
    CASE WHEN choice.dated THEN choice.adoptions_at_list_high END AS adoptions_at_list_high,
    CASE WHEN choice.dated THEN choice.adoptions_at_list_now END AS adoptions_at_list_now,
    tries.expected_adoptions,
    tries.expected_adoptions_low,
    tries.expected_adoptions_high,
    tries.cannibalised,
    tries.cannibalised_low,
    tries.cannibalised_high,
    tries.net_revenue,
    tries.net_revenue_low,
    tries.net_revenue_high,
    tries.net_revenue_now,
    round(tries.net_revenue - risky.added_unused, 2) AS net_revenue_in_use,
    tries.break_even_uplift,
    tries.break_even_uplift_on_all,
    CASE WHEN choice.estimated THEN 'estimated' ELSE 'not_estimated' END AS demand_basis,
    demand.demand_says,
    choice.dated,
    CASE
        WHEN risky.known_worth > 0 THEN round(risky.unused / risky.known_worth, 6)
        WHEN risky.known_accounts > 0 THEN round(risky.unused_accounts / risky.known_accounts, 6)
    END AS shelfware_risk,
    least_used.product_id AS riskiest_product_id
FROM bundle_choice AS choice
INNER JOIN bundle_prices AS prices ON choice.as_of = prices.as_of AND choice.bundle = prices.bundle
LEFT JOIN bundle_tries AS tries
    ON
        choice.as_of = tries.as_of
        AND choice.bundle = tries.bundle
        AND prices.discount = tries.discount
LEFT JOIN bundle_demand AS demand ON choice.as_of = demand.as_of AND choice.bundle = demand.bundle
LEFT JOIN risky ON choice.as_of = risky.as_of AND choice.bundle = risky.bundle
LEFT JOIN least_used
    ON choice.as_of = least_used.as_of AND choice.bundle = least_used.bundle AND least_used.place = 1
LEFT JOIN best ON choice.as_of = best.as_of AND choice.bundle = best.bundle

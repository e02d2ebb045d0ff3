/* ---
what: >
  What is known of every open cell at the moment, one column an idea; kinds of signal and the account's further
  attributes are added as columns where the model's matrix is made. Null where it is unknown.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: the held product it builds on
  prior_logit: log-odds of the prior
  chance_logit: log-odds of the chance from now, before any signal
  base_held_days: days the base has been held
  products_held: number
  tenure_days: since it became a customer
  acv_log: natural log of 1 + money a year over all it holds
  expected_acv_log: natural log of 1 + what the open product is paid for
  employees: number
  sites: number
  segment: text
  industry: text
  country: text
  signals_open: signals on the cell that are not closed
  signal_newest_days: since the newest of them was detected
  signals_elsewhere: signals on other open products of the account
  base_utilisation: how much of the base is used
  mean_utilisation: over what it holds
  base_trend: of the base's use, log ratio
  lowest_trend: of the use of what it holds, log ratio
  health_score: newest overall
  health_colour: 2 green, 1 yellow, 0 red
  satisfaction: newest NPS or CSAT
  sentiment: mean of the last 180 days' interactions
  tickets_open: number
  tickets_90: opened in the last 90 days
  inbound_90: inbound interactions in the last 90 days
  meetings_90: interactions either way in the last 90 days
  next_renewal_days: to the next renewal of anything
  anchor_next_days: to the next renewal of the largest line
  anchor_last_days: since the last renewal of the largest line
  root_approach_days: since the last approach of the root
  root_approaches_180: approaches of the root in 180 days
  product_approach_days: since the last approach of the root for this product
  contacts: people known
  people_for_it: people whose title plays a part for the product
  tools: third-party tools connected
  deals_open: opportunities
  deals_won_365: opportunities won in a year
  deal_lost_days: since one for this product was last lost
  rival_days: since a rival of the product was last looked at or bought
  linked: 1 if the catalog links the product to one that is held
  root_holders: other accounts of the root that hold the product
  readiness_sign_on: >
    single sign-on with the base, 0 missing to 1 there, less the mean over the product's open cells, so that it tells a
    readier pair from another of the same product and not one product from another; null where unknown
  readiness_shared_data: same, of data shared with it
  readiness_activation: same, of activation with one click
  readiness_experience: same, of the same experience
--- */
WITH inside AS (
    SELECT
        *,
        CASE WHEN probability < 1e-9 THEN 1e-9 WHEN probability > 0.999999 THEN 0.999999 ELSE probability END AS share,
        CASE WHEN chance < 0.0001 THEN 0.0001 WHEN chance > 0.99 THEN 0.99 ELSE chance END AS chance_share
    FROM prior
),

odds AS (
    SELECT
        as_of,
        account_id,
        product_id,
        base_product_id,
        expected_acv,
        ln(share / (1 - share)) AS odds,
        ln(chance_share / (1 - chance_share)) AS chance_odds
    FROM inside
),

told AS (
    SELECT
        as_of, account_id, product_id, count(*) AS signals, min(as_of - detected_on) AS newest
    FROM signals
    WHERE state <> 'closed'
    GROUP BY as_of, account_id, product_id
),

told_at_all AS (
    SELECT as_of, account_id, CAST(sum(signals) AS BIGINT) AS signals FROM told
    GROUP BY as_of, account_id
),

approached AS (
    SELECT approaches.as_of, roots.root_id, approaches.product_id, approaches.occurred_on, approaches.interaction_id
    FROM approaches
    INNER JOIN roots ON approaches.as_of = roots.as_of AND approaches.account_id = roots.account_id
),

root_approached AS (
    SELECT
        as_of,
        root_id,
        as_of - max(occurred_on) AS days,
        count(DISTINCT CASE WHEN occurred_on > as_of - 180 THEN interaction_id END) AS lately
    FROM approached
    GROUP BY as_of, root_id
),

product_approached AS (
    SELECT as_of, root_id, product_id, as_of - max(occurred_on) AS days FROM approached
    WHERE product_id IS NOT NULL
    GROUP BY as_of, root_id, product_id
),

for_it AS (
    SELECT as_of, account_id, product_id, count(*) AS people FROM stakeholders
    GROUP BY as_of, account_id, product_id
),

lost AS (
    SELECT as_of, account_id, product_id, as_of - max(closed_on) AS days FROM known.opportunities
    WHERE outcome = 'lost'
    GROUP BY as_of, account_id, product_id
),

rivalled AS (
    SELECT as_of, account_id, product_id, as_of - max(occurred_on) AS days FROM rivals
    GROUP BY as_of, account_id, product_id
),

linked AS (
    SELECT DISTINCT holdings.as_of, holdings.account_id, links.to_product AS product_id
    FROM holdings
    INNER JOIN catalog_links AS links
        ON holdings.product_id = links.from_product AND (links.linked OR links.bridge IS NOT NULL)
),

root_held AS (
    SELECT holdings.as_of, roots.root_id, holdings.product_id, count(*) AS accounts
    FROM holdings
    INNER JOIN roots ON holdings.as_of = roots.as_of AND holdings.account_id = roots.account_id
    GROUP BY holdings.as_of, roots.root_id, holdings.product_id
)

SELECT
    prior.as_of,
    prior.account_id,
    prior.product_id,
    prior.base_product_id,
    round(prior.odds, 9) AS prior_logit,
    round(prior.chance_odds, 9) AS chance_logit,
    bases.held_days AS base_held_days,
    account_features.products_held,
    account_features.tenure_days,
    account_features.acv_log,
    round(ln(1 + prior.expected_acv), 9) AS expected_acv_log,
    account_features.employees,
    account_features.sites,
    account_features.segment,
    account_features.industry,
    account_features.country,
    coalesce(told.signals, 0) AS signals_open,
    told.newest AS signal_newest_days,
    coalesce(told_at_all.signals, 0) - coalesce(told.signals, 0) AS signals_elsewhere,
    utilisation.utilisation AS base_utilisation,
    account_features.mean_utilisation,
    use_trends.trend AS base_trend,
    account_features.lowest_trend,
    account_features.health_score,
    account_features.health_colour,
    account_features.satisfaction,
    account_features.sentiment,
    account_features.tickets_open,
    account_features.tickets_90,
    account_features.inbound_90,
    account_features.meetings_90,
    account_features.next_renewal_days,
    account_features.anchor_next_days,
    account_features.anchor_last_days,
    root_approached.days AS root_approach_days,
    coalesce(root_approached.lately, 0) AS root_approaches_180,
    product_approached.days AS product_approach_days,
    account_features.contacts,
    coalesce(for_it.people, 0) AS people_for_it,
    account_features.tools,
    account_features.deals_open,
    account_features.deals_won_365,
    lost.days AS deal_lost_days,
    rivalled.days AS rival_days,
    CASE WHEN linked.product_id IS NULL THEN 0 ELSE 1 END AS linked,
    coalesce(root_held.accounts, 0) AS root_holders,
    levels.sign_on AS readiness_sign_on,
    levels.shared_data AS readiness_shared_data,
    levels.activation AS readiness_activation,
    levels.experience AS readiness_experience
FROM odds AS prior
INNER JOIN account_features
    ON prior.as_of = account_features.as_of AND prior.account_id = account_features.account_id
INNER JOIN roots ON prior.as_of = roots.as_of AND prior.account_id = roots.account_id
LEFT JOIN bases
    ON prior.as_of = bases.as_of AND prior.account_id = bases.account_id AND prior.product_id = bases.product_id
LEFT JOIN told
    ON prior.as_of = told.as_of AND prior.account_id = told.account_id AND prior.product_id = told.product_id
LEFT JOIN told_at_all ON prior.as_of = told_at_all.as_of AND prior.account_id = told_at_all.account_id
LEFT JOIN utilisation
    ON
        prior.as_of = utilisation.as_of
        AND prior.account_id = utilisation.account_id
        AND prior.base_product_id = utilisation.product_id
LEFT JOIN use_trends
    ON
        prior.as_of = use_trends.as_of
        AND prior.account_id = use_trends.account_id
        AND prior.base_product_id = use_trends.product_id
LEFT JOIN root_approached ON prior.as_of = root_approached.as_of AND roots.root_id = root_approached.root_id
LEFT JOIN product_approached
    ON
        prior.as_of = product_approached.as_of
        AND roots.root_id = product_approached.root_id
        AND prior.product_id = product_approached.product_id
LEFT JOIN for_it
    ON prior.as_of = for_it.as_of AND prior.account_id = for_it.account_id AND prior.product_id = for_it.product_id
LEFT JOIN lost
    ON prior.as_of = lost.as_of AND prior.account_id = lost.account_id AND prior.product_id = lost.product_id
LEFT JOIN rivalled
    ON
        prior.as_of = rivalled.as_of
        AND prior.account_id = rivalled.account_id
        AND prior.product_id = rivalled.product_id
LEFT JOIN linked
    ON prior.as_of = linked.as_of AND prior.account_id = linked.account_id AND prior.product_id = linked.product_id
LEFT JOIN root_held
    ON
        prior.as_of = root_held.as_of
        AND roots.root_id = root_held.root_id
        AND prior.product_id = root_held.product_id
LEFT JOIN readiness_needs AS needed ON prior.product_id = needed.product_id
LEFT JOIN readiness_gaps AS gaps
    ON prior.as_of = gaps.as_of AND prior.account_id = gaps.account_id AND needed.needs = gaps.needs
LEFT JOIN readiness_levels AS levels
    ON
        prior.as_of = levels.as_of
        AND prior.product_id = levels.product_id
        AND prior.base_product_id = levels.base_product_id
        AND coalesce(gaps.gaps, '') = levels.gaps

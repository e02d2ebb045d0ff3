/* ---
what: What is known of each account of the book at the moment, whichever product it is about.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  products_held: number
  tenure_days: since it became a customer, else since the first known start
  acv_log: natural log of 1 + money a year over all it holds
  employees: number
  sites: number
  segment: text
  industry: text
  country: text
  mean_utilisation: over what it holds
  lowest_trend: of the use of what it holds, log ratio
  health_score: newest overall
  health_colour: newest overall, 2 green, 1 yellow, 0 red
  satisfaction: newest NPS or CSAT
  sentiment: mean of the last 180 days' interactions
  tickets_open: number
  tickets_90: opened in the last 90 days
  inbound_90: inbound interactions in the last 90 days
  meetings_90: interactions either way in the last 90 days
  next_renewal_days: to the next renewal of anything
  anchor_next_days: to the next renewal of the largest line
  anchor_last_days: since the last renewal of the largest line
  contacts: people known, not left
  tools: third-party tools connected
  deals_open: opportunities
  deals_won_365: opportunities won in a year
--- */
WITH held AS (
    SELECT
        as_of, account_id, count(*) AS products, sum(acv) AS acv,
        min(CASE WHEN NOT is_floor THEN began_on END) AS first_on
    FROM holdings
    GROUP BY as_of, account_id
),

used AS (
    SELECT as_of, account_id, round(avg(least(utilisation, 2)), 9) AS utilisation FROM utilisation
    GROUP BY as_of, account_id
),

moving AS (
    SELECT as_of, account_id, min(trend) AS trend FROM use_trends
    GROUP BY as_of, account_id
),

health_ranked AS (
    SELECT
        as_of,
        account_id,
        measure = 'overall' AS overall,
        score,
        colour,
        row_number() OVER (
            PARTITION BY as_of, account_id, measure = 'overall' ORDER BY day DESC, measure, score
        ) AS place
    FROM known.health
),

health AS (
    SELECT
        as_of,
        account_id,
        max(CASE WHEN overall THEN score END) AS score,
        max(CASE WHEN overall THEN CASE colour WHEN 'green' THEN 2 WHEN 'yellow' THEN 1 WHEN 'red' THEN 0 END END)
            AS colour,
        max(CASE WHEN NOT overall THEN score END) AS satisfaction
    FROM health_ranked
    WHERE place = 1
    GROUP BY as_of, account_id
),

met AS (
    SELECT
        as_of,
        account_id,
        round(avg(CASE WHEN occurred_on > as_of - 180 THEN sentiment END), 9) AS sentiment,
        count(CASE WHEN direction = 'in' AND occurred_on > as_of - 90 THEN 1 END) AS inbound,
        count(CASE WHEN occurred_on > as_of - 90 THEN 1 END) AS meetings
    FROM known.interactions
    GROUP BY as_of, account_id
),

asked AS (
    SELECT
        as_of,
        account_id,
        count(CASE WHEN closed_on IS NULL THEN 1 END) AS still_open,
        count(CASE WHEN opened_on > as_of - 90 THEN 1 END) AS lately
    FROM known.tickets
    GROUP BY as_of, account_id
),

renewing AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id
            ORDER BY
                CASE WHEN coalesce(term_months >= 6, TRUE) THEN 0 ELSE 1 END, acv DESC NULLS LAST, next_on,
                subscription_id, product_id
        ) AS place
    FROM renewals
),

renewed AS (
    SELECT
        as_of,
        account_id,
        min(next_on) - as_of AS next_days,
        max(CASE WHEN place = 1 THEN next_on END) - as_of AS anchor_next,
        as_of - max(CASE WHEN place = 1 THEN last_on END) AS anchor_last
    FROM renewing
    GROUP BY as_of, account_id
),

people AS (
    SELECT as_of, account_id, count(*) AS contacts FROM known.contacts
    WHERE left_on IS NULL
    GROUP BY as_of, account_id
),

connected AS (
    SELECT as_of, account_id, count(DISTINCT tool) AS tools FROM known.integrations
    WHERE disconnected_on IS NULL
    GROUP BY as_of, account_id
),

dealt AS (
    SELECT
        as_of,
        account_id,
        count(CASE WHEN outcome = 'open' THEN 1 END) AS still_open,
        count(CASE WHEN outcome = 'won' AND closed_on > as_of - 365 THEN 1 END) AS won
    FROM known.opportunities
    GROUP BY as_of, account_id
)

SELECT
    held.as_of,
    held.account_id,
    held.products AS products_held,
    held.as_of - coalesce(accounts.customer_since, held.first_on) AS tenure_days,
    round(ln(1 + held.acv), 9) AS acv_log,
    accounts.employees,
    accounts.sites,
    accounts.segment,
    accounts.industry,
    accounts.country,
    used.utilisation AS mean_utilisation,
    moving.trend AS lowest_trend,
    health.score AS health_score,
    health.colour AS health_colour,
    health.satisfaction,
    met.sentiment,
    coalesce(asked.still_open, 0) AS tickets_open,
    coalesce(asked.lately, 0) AS tickets_90,
    coalesce(met.inbound, 0) AS inbound_90,
    coalesce(met.meetings, 0) AS meetings_90,
    renewed.next_days AS next_renewal_days,
    renewed.anchor_next AS anchor_next_days,
    renewed.anchor_last AS anchor_last_days,
    coalesce(people.contacts, 0) AS contacts,
    coalesce(connected.tools, 0) AS tools,
    coalesce(dealt.still_open, 0) AS deals_open,
    coalesce(dealt.won, 0) AS deals_won_365
FROM held
INNER JOIN known.accounts AS accounts ON held.as_of = accounts.as_of AND held.account_id = accounts.account_id
LEFT JOIN used ON held.as_of = used.as_of AND held.account_id = used.account_id
LEFT JOIN moving ON held.as_of = moving.as_of AND held.account_id = moving.account_id
LEFT JOIN health ON held.as_of = health.as_of AND held.account_id = health.account_id
LEFT JOIN met ON held.as_of = met.as_of AND held.account_id = met.account_id
LEFT JOIN asked ON held.as_of = asked.as_of AND held.account_id = asked.account_id
LEFT JOIN renewed ON held.as_of = renewed.as_of AND held.account_id = renewed.account_id
LEFT JOIN people ON held.as_of = people.as_of AND held.account_id = people.account_id
LEFT JOIN connected ON held.as_of = connected.as_of AND held.account_id = connected.account_id
LEFT JOIN dealt ON held.as_of = dealt.as_of AND held.account_id = dealt.account_id

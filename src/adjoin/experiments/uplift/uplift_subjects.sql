/* ---
what: >
  Those uplift speaks of with what was known of them on their day. What an account was, is as first known where it was
  not yet known that day.
key: [as_of, experiment, account_id, product_id]
columns:
  as_of: date
  experiment: text
  account_id: text
  product_id: null where any product counted
  root_id: accounts of one root are never told apart by a model that learned from one of them
  arm: null outside the experiment
  is_control: false outside the experiment
  matured: the horizon has passed
  converted: the product started within the horizon
  in_experiment: it was assigned
  on_day: the day for which the features are told
  segment: text
  industry: text
  country: text
  partner: text
  employees: number
  sites: number
  products_held: before the day
  tenure_days: since it became a customer, as known that day
  probability: of the play, null for experiments made elsewhere and outside
--- */
WITH days AS (
    SELECT DISTINCT as_of, account_id, on_day FROM uplift_enrolled
),

held AS (
    SELECT
        days.as_of,
        days.account_id,
        days.on_day,
        count(CASE WHEN coalesce(spans.ended_on >= days.on_day, TRUE) THEN 1 END) AS products,
        min(spans.began_on) AS first_on
    FROM days
    INNER JOIN spans
        ON days.as_of = spans.as_of AND days.account_id = spans.account_id AND spans.began_on < days.on_day
    GROUP BY days.as_of, days.account_id, days.on_day
),

proposed AS (
    SELECT as_of, account_id, product_id, max(probability) AS probability
    FROM known.proposals
    WHERE NOT filler
    GROUP BY as_of, account_id, product_id
)

SELECT
    enrolled.as_of,
    enrolled.experiment,
    enrolled.account_id,
    enrolled.product_id,
    coalesce(roots.root_id, enrolled.account_id) AS root_id,
    enrolled.arm,
    enrolled.is_control,
    enrolled.matured,
    enrolled.converted,
    enrolled.in_experiment,
    enrolled.on_day,
    CASE WHEN past.account_id IS NULL THEN accounts.segment ELSE past.segment END AS segment,
    CASE WHEN past.account_id IS NULL THEN accounts.industry ELSE past.industry END AS industry,
    CASE WHEN past.account_id IS NULL THEN accounts.country ELSE past.country END AS country,
    CASE WHEN past.account_id IS NULL THEN accounts.partner ELSE past.partner END AS partner,
    CASE WHEN past.account_id IS NULL THEN accounts.employees ELSE past.employees END AS employees,
    CASE WHEN past.account_id IS NULL THEN accounts.sites ELSE past.sites END AS sites,
    coalesce(held.products, 0) AS products_held,
    enrolled.on_day - CASE
        WHEN accounts.customer_since <= enrolled.on_day THEN accounts.customer_since ELSE held.first_on
    END AS tenure_days,
    CASE WHEN enrolled.in_experiment THEN proposed.probability END AS probability
FROM uplift_enrolled AS enrolled
LEFT JOIN known.accounts AS accounts
    ON enrolled.as_of = accounts.as_of AND enrolled.account_id = accounts.account_id
LEFT JOIN accounts_then AS past
    ON
        enrolled.account_id = past.account_id
        AND enrolled.on_day = past.on_day
        AND enrolled.on_day < enrolled.as_of
LEFT JOIN roots ON enrolled.as_of = roots.as_of AND enrolled.account_id = roots.account_id
LEFT JOIN held
    ON
        enrolled.as_of = held.as_of
        AND enrolled.account_id = held.account_id
        AND enrolled.on_day = held.on_day
LEFT JOIN proposed
    ON
        enrolled.as_of = proposed.as_of
        AND enrolled.account_id = proposed.account_id
        AND enrolled.product_id = proposed.product_id

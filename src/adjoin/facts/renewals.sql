/* ---
what: >
  The renewals of what an account holds at the moment, by line. renews_on is a plan that sources move on by whole
  terms, so only its phase counts: the next renewal is the first on or after the moment, the last one the newest
  before it that was not the start of the holding.
key: [as_of, account_id, product_id, subscription_id, next_on]
columns:
  as_of: date
  account_id: text
  product_id: text
  subscription_id: text
  acv: money a year of the line
  term_months: null where unknown
  next_on: first renewal on or after the moment; null where unknown
  last_on: newest renewal before the moment; null if there was none
--- */
WITH live AS (
    SELECT
        subscriptions.as_of,
        subscriptions.account_id,
        subscriptions.product_id,
        subscriptions.subscription_id,
        subscriptions.acv,
        subscriptions.renews_on,
        holdings.began_on,
        CASE WHEN subscriptions.term_months >= 1 THEN subscriptions.term_months END AS term_months
    FROM known.subscriptions AS subscriptions
    INNER JOIN holdings
        ON
            subscriptions.as_of = holdings.as_of
            AND subscriptions.account_id = holdings.account_id
            AND subscriptions.product_id = holdings.product_id
    WHERE
        NOT coalesce(subscriptions.is_trial, FALSE)
        AND coalesce(subscriptions.ended_on >= subscriptions.as_of, TRUE)
        AND subscriptions.renews_on IS NOT NULL
),

phased AS (
    SELECT
        *,
        CAST(
            floor(
                (
                    (extract(YEAR FROM as_of) - extract(YEAR FROM renews_on)) * 12
                    + extract(MONTH FROM as_of) - extract(MONTH FROM renews_on)
                ) / term_months
            ) AS INTEGER
        ) AS terms,
        CAST(term_months AS INTEGER) AS months
    FROM live
),

candidates AS (
    SELECT
        *,
        CAST(renews_on + (terms - 1) * months * INTERVAL '1 month' AS DATE) AS before_on,
        CAST(renews_on + terms * months * INTERVAL '1 month' AS DATE) AS about_on,
        CAST(renews_on + (terms + 1) * months * INTERVAL '1 month' AS DATE) AS after_on
    FROM phased
),

placed AS (
    SELECT
        *,
        CASE
            WHEN months IS NULL THEN CASE WHEN renews_on >= as_of THEN renews_on END
            WHEN about_on >= as_of THEN about_on
            ELSE after_on
        END AS next_on,
        CASE
            WHEN months IS NULL THEN CASE WHEN renews_on < as_of THEN renews_on END
            WHEN about_on < as_of THEN about_on
            ELSE before_on
        END AS previous_on
    FROM candidates
)

SELECT
    as_of,
    account_id,
    product_id,
    subscription_id,
    acv,
    term_months,
    next_on,
    CASE WHEN previous_on > began_on THEN previous_on END AS last_on
FROM placed

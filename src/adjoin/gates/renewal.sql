/* ---
what: >
  Quiet around the anchor renewal, the one with the largest ACV among terms of six months or more (or unknown): from
  60 days before it to 60 after, both included, nothing new is pitched; it reopens on the 61st day. 61 to 100 days
  ahead warns, for a 41-day play would close in the quiet; so do other renewals, and the rest of the quarter in which
  the anchor renewed (`same_quarter: block` makes that a refusal until the next quarter). 101 to 120 days ahead is the
  preferred start of a play.
severity: 50
needs_columns: [subscriptions.renews_on]
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters:
  before_days: 60
  after_days: 60
  warn_ahead_days: 100
  preferred_days: 120
  shortest_term_months: 6
  same_quarter: warn
  unknown: warn
--- */
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id
            ORDER BY acv DESC NULLS LAST, coalesce(next_on, last_on), product_id, subscription_id
        ) AS place
    FROM renewals
    WHERE coalesce(term_months >= $shortest_term_months, TRUE)
),

others AS (
    SELECT
        as_of,
        account_id,
        min(CASE WHEN next_on - as_of <= $before_days THEN next_on END) AS next_on,
        max(CASE WHEN as_of - last_on <= $after_days THEN last_on END) AS last_on
    FROM ranked
    WHERE place > 1
    GROUP BY as_of, account_id
),

judged AS (
    SELECT
        book.as_of,
        book.account_id,
        anchor.next_on,
        anchor.last_on,
        others.next_on AS other_next_on,
        others.last_on AS other_last_on,
        CASE
            WHEN anchor.next_on = book.as_of THEN 'renewal_today'
            WHEN anchor.next_on - book.as_of <= $before_days THEN 'renewal_ahead'
            WHEN book.as_of - anchor.last_on <= $after_days THEN 'renewal_just_done'
            WHEN
                $same_quarter = 'block'
                AND date_trunc('quarter', anchor.last_on) = date_trunc('quarter', book.as_of)
                THEN 'renewed_this_quarter'
            WHEN anchor.next_on - book.as_of <= $warn_ahead_days THEN 'renewal_in_sight'
            WHEN date_trunc('quarter', anchor.last_on) = date_trunc('quarter', book.as_of) THEN 'renewed_this_quarter'
            WHEN others.next_on IS NOT NULL OR others.last_on IS NOT NULL THEN 'other_renewal_near'
            WHEN anchor.as_of IS NULL AND listed.account_id IS NULL THEN 'renewal_unknown'
            WHEN anchor.next_on - book.as_of <= $preferred_days THEN 'renewal_well_ahead'
            ELSE 'no_renewal_near'
        END AS reason_code
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    LEFT JOIN ranked AS anchor
        ON book.as_of = anchor.as_of AND book.account_id = anchor.account_id AND anchor.place = 1
    LEFT JOIN others ON book.as_of = others.as_of AND book.account_id = others.account_id
    LEFT JOIN (SELECT DISTINCT as_of, account_id FROM renewals) AS listed
        ON book.as_of = listed.as_of AND book.account_id = listed.account_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE
        WHEN reason_code IN ('renewal_today', 'renewal_ahead', 'renewal_just_done') THEN 'block'
        WHEN reason_code IN ('no_renewal_near', 'renewal_well_ahead') THEN 'pass'
        WHEN reason_code = 'renewal_unknown' THEN 'unknown'
        WHEN reason_code = 'renewed_this_quarter' THEN $same_quarter
        ELSE 'warn'
    END AS verdict,
    reason_code,
    CASE reason_code
        WHEN 'renewal_today' THEN 'The anchor contract renews today'
        WHEN 'renewal_ahead' THEN 'The anchor contract renews on ' || CAST(next_on AS VARCHAR)
        WHEN 'renewal_just_done' THEN 'The anchor contract renewed on ' || CAST(last_on AS VARCHAR)
            || ': give the relationship room'
        WHEN 'renewal_in_sight' THEN 'The anchor contract renews on ' || CAST(next_on AS VARCHAR)
            || ', so a 41-day play would close in the quiet before it'
        WHEN 'renewed_this_quarter' THEN 'The anchor contract renewed this quarter, on ' || CAST(last_on AS VARCHAR)
        WHEN 'other_renewal_near' THEN 'Another contract renews around now, on '
            || CAST(coalesce(other_next_on, other_last_on) AS VARCHAR)
        WHEN 'renewal_unknown' THEN 'No renewal date is on record'
        WHEN 'renewal_well_ahead'
            THEN 'The anchor contract renews on ' || CAST(next_on AS VARCHAR) || ': the preferred time to start a play'
        ELSE coalesce('The next renewal is on ' || CAST(next_on AS VARCHAR), 'No renewal is near')
    END AS reason,
    CASE reason_code
        WHEN 'renewal_today' THEN next_on + $after_days + 1
        WHEN 'renewal_ahead' THEN next_on + $after_days + 1
        WHEN 'renewal_just_done' THEN last_on + $after_days + 1
        WHEN 'renewed_this_quarter'
            THEN CASE $same_quarter
                WHEN 'block' THEN CAST(date_trunc('quarter', last_on) + INTERVAL '3 months' AS DATE)
            END
    END AS reopens_on
FROM judged

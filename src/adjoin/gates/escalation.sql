/* ---
what: >
  No escalated or urgent ticket is open. One closed within 14 days warns. An account without tickets passes, for
  silence about happenings is good news.
severity: 10
needs_any: [tickets]
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {calm_days: 14}
--- */
WITH hot AS (
    SELECT
        as_of,
        account_id,
        count(CASE WHEN closed_on IS NULL THEN 1 END) AS open_now,
        min(CASE WHEN closed_on IS NULL THEN coalesce(escalated_on, opened_on) END) AS open_since,
        max(closed_on) AS closed_on
    FROM known.tickets
    WHERE (coalesce(escalated, FALSE) OR severity = 'urgent')
    GROUP BY as_of, account_id
),

judged AS (
    SELECT
        book.as_of,
        book.account_id,
        hot.open_now,
        hot.open_since,
        hot.closed_on,
        CASE
            WHEN hot.open_now > 0 THEN 'block'
            WHEN hot.as_of - hot.closed_on <= $calm_days THEN 'warn'
            ELSE 'pass'
        END AS verdict
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    LEFT JOIN hot ON book.as_of = hot.as_of AND book.account_id = hot.account_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    verdict,
    CASE verdict
        WHEN 'block' THEN 'escalation_open'
        WHEN 'warn' THEN 'escalation_just_closed'
        ELSE 'calm'
    END AS reason_code,
    CASE verdict
        WHEN 'block' THEN 'An escalated or urgent ticket is open since ' || CAST(open_since AS VARCHAR)
        WHEN 'warn' THEN 'An escalated or urgent ticket was closed on ' || CAST(closed_on AS VARCHAR)
        ELSE 'No escalated or urgent ticket is open'
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM judged

/* ---
what: >
  Nobody is asked too often: another open play in the root, or a play lost or declined within 90 days, blocks; so does
  a deal for the same product lost within 90 days. An approach within 14 days warns.
severity: 60
needs_any: []
key: [as_of, account_id, product_id, reason_code]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {rest_days: 90, approached_days: 14}
--- */
WITH book AS (
    SELECT roots.as_of, roots.account_id, roots.root_id
    FROM roots
    INNER JOIN (SELECT DISTINCT as_of, account_id FROM holdings) AS held
        ON roots.as_of = held.as_of AND roots.account_id = held.account_id
),

root_plays AS (
    SELECT roots.as_of, roots.root_id, plays.accepted_on, plays.closed_on, plays.outcome, products.name
    FROM known.plays AS plays
    INNER JOIN roots ON plays.as_of = roots.as_of AND plays.account_id = roots.account_id
    LEFT JOIN catalog_products AS products ON plays.product_id = products.product_id
),

open_plays AS (
    SELECT as_of, root_id, min(accepted_on) AS accepted_on, min(name) AS name
    FROM root_plays WHERE closed_on IS NULL
    GROUP BY as_of, root_id
),

ended_plays AS (
    SELECT as_of, root_id, max(closed_on) AS closed_on
    FROM root_plays
    WHERE outcome IN ('lost', 'declined') AND as_of - closed_on <= $rest_days
    GROUP BY as_of, root_id
),

approached AS (
    SELECT as_of, account_id, max(occurred_on) AS occurred_on
    FROM approaches
    WHERE as_of - occurred_on <= $approached_days
    GROUP BY as_of, account_id
),

lost AS (
    SELECT cells.as_of, cells.account_id, cells.product_id, max(opportunities.closed_on) AS closed_on
    FROM cells
    INNER JOIN known.opportunities AS opportunities
        ON
            cells.as_of = opportunities.as_of
            AND cells.account_id = opportunities.account_id
            AND cells.product_id = opportunities.product_id
    WHERE opportunities.outcome = 'lost' AND cells.as_of - opportunities.closed_on <= $rest_days
    GROUP BY cells.as_of, cells.account_id, cells.product_id
),

judged AS (
    SELECT
        book.as_of,
        book.account_id,
        open_plays.accepted_on,
        open_plays.name,
        ended_plays.closed_on,
        approached.occurred_on,
        CASE
            WHEN open_plays.root_id IS NOT NULL THEN 'play_open'
            WHEN ended_plays.root_id IS NOT NULL THEN 'play_just_ended'
            WHEN approached.account_id IS NOT NULL THEN 'just_approached'
            ELSE 'rested'
        END AS reason_code
    FROM book
    LEFT JOIN open_plays ON book.as_of = open_plays.as_of AND book.root_id = open_plays.root_id
    LEFT JOIN ended_plays ON book.as_of = ended_plays.as_of AND book.root_id = ended_plays.root_id
    LEFT JOIN approached ON book.as_of = approached.as_of AND book.account_id = approached.account_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE reason_code
        WHEN 'rested' THEN 'pass' WHEN 'just_approached' THEN 'warn' ELSE 'block'
    END AS verdict,
    reason_code,
    CASE reason_code
        WHEN 'play_open' THEN 'A play for ' || coalesce(name, 'another product') || ' is open since '
            || CAST(accepted_on AS VARCHAR)
        WHEN 'play_just_ended' THEN 'A play was lost or declined on ' || CAST(closed_on AS VARCHAR)
        WHEN 'just_approached' THEN 'Approached on ' || CAST(occurred_on AS VARCHAR)
        ELSE 'Not approached lately'
    END AS reason,
    CASE reason_code WHEN 'play_just_ended' THEN closed_on + $rest_days + 1 END AS reopens_on
FROM judged
UNION ALL
SELECT
    as_of,
    account_id,
    product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    'block' AS verdict,
    'deal_just_lost' AS reason_code,
    'A deal for it was lost on ' || CAST(closed_on AS VARCHAR) AS reason,
    closed_on + $rest_days + 1 AS reopens_on
FROM lost

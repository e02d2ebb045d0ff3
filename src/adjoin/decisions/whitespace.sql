/* ---
what: Every account of the book × every product, and what the cell is.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  state: held, in_play, recommended, blocked, not_sold or open
  reason: why it is blocked or not sold, or what goes on
  reopens_on: day
  value: money, paid a year for what is held, the expected value of the rest
--- */
WITH in_play AS (
    SELECT as_of, account_id, product_id, 'A play is open since ' || CAST(min(accepted_on) AS VARCHAR) AS reason
    FROM known.plays
    WHERE closed_on IS NULL
    GROUP BY as_of, account_id, product_id
    UNION ALL
    SELECT
        as_of, account_id, product_id,
        'An opportunity is open since ' || CAST(min(created_on) AS VARCHAR) AS reason
    FROM known.opportunities
    WHERE outcome = 'open' AND product_id IS NOT NULL
    GROUP BY as_of, account_id, product_id
),

one_play AS (
    SELECT as_of, account_id, product_id, max(reason) AS reason FROM in_play
    GROUP BY as_of, account_id, product_id
)

SELECT as_of, account_id, product_id, 'held' AS state, CAST(NULL AS VARCHAR) AS reason,
    CAST(NULL AS DATE) AS reopens_on, acv AS value
FROM holdings
UNION ALL
SELECT
    candidates.as_of,
    candidates.account_id,
    candidates.product_id,
    CASE
        WHEN candidates.reason_code LIKE 'not\_sold%' ESCAPE '\'
            OR candidates.reason_code IN ('not_yet_sold', 'no_longer_sold') THEN 'not_sold'
        WHEN one_play.product_id IS NOT NULL THEN 'in_play'
        WHEN recommendations.product_id IS NOT NULL THEN 'recommended'
        WHEN candidates.possible = 'blocked' THEN 'blocked'
        ELSE 'open'
    END AS state,
    coalesce(one_play.reason, candidates.reason) AS reason,
    CASE WHEN one_play.product_id IS NULL THEN candidates.reopens_on END AS reopens_on,
    candidates.expected_value AS value
FROM candidates
LEFT JOIN one_play
    ON
        candidates.as_of = one_play.as_of
        AND candidates.account_id = one_play.account_id
        AND candidates.product_id = one_play.product_id
LEFT JOIN recommendations
    ON
        candidates.as_of = recommendations.as_of
        AND candidates.account_id = recommendations.account_id
        AND candidates.product_id = recommendations.product_id
        AND recommendations.action IN ('play', 'discover')

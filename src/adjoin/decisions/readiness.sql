/* ---
what: >
  Readiness predicted before any signal, apart from recommendations and never as a signal: accounts without a live
  signal, each with the open product it is likeliest to start, the likeliest first. Accounts in play, blocked or held
  out are left out.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  rank: 1 is likeliest
  probability: of starting it within the horizon
  basis: what the probability is about
  source: what gave it
  reasons: what moved it, as JSON
--- */
WITH heard_from AS (
    SELECT DISTINCT as_of, account_id FROM signals
    WHERE state <> 'closed'
),

likeliest AS (
    SELECT
        scores.as_of,
        scores.account_id,
        scores.product_id,
        scores.probability,
        row_number() OVER (
            PARTITION BY scores.as_of, scores.account_id ORDER BY scores.probability DESC, scores.product_id
        ) AS place
    FROM scores
    INNER JOIN candidates
        ON
            scores.as_of = candidates.as_of
            AND scores.account_id = candidates.account_id
            AND scores.product_id = candidates.product_id
            AND candidates.possible <> 'blocked'
            AND NOT candidates.launch
)

SELECT
    likeliest.as_of,
    likeliest.account_id,
    likeliest.product_id,
    row_number() OVER (
        PARTITION BY likeliest.as_of
        ORDER BY likeliest.probability DESC, likeliest.account_id
    ) AS rank,
    likeliest.probability,
    scores.basis,
    scores.source,
    scores.reasons
FROM likeliest
INNER JOIN scores
    ON
        likeliest.as_of = scores.as_of
        AND likeliest.account_id = scores.account_id
        AND likeliest.product_id = scores.product_id
INNER JOIN chosen ON likeliest.as_of = chosen.as_of AND likeliest.account_id = chosen.account_id
LEFT JOIN heard_from ON likeliest.as_of = heard_from.as_of AND likeliest.account_id = heard_from.account_id
WHERE
    likeliest.place = 1 AND heard_from.account_id IS NULL AND chosen.in_play_since IS NULL AND NOT chosen.held

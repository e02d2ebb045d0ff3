/* ---
what: >
  A play is running although a gate of the base blocks now: health, satisfaction, escalation, or the adoption of the
  product it builds on. Paused plays are not pitched and do not count.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: that of the play
  seen_on: when the play was accepted
  hit: whether it happened
  money: price a year × chance of the product; null without a price
  says: one sentence
--- */
WITH running AS (
    SELECT as_of, account_id, product_id, min(accepted_on) AS accepted_on, max(base_product_id) AS base_product_id
    FROM plays
    WHERE state = 'open' AND kind = 'cross_sell'
    GROUP BY as_of, account_id, product_id
),

blocked AS (
    SELECT running.as_of, running.account_id, running.product_id, min(gates.reason) AS reason
    FROM running
    INNER JOIN gates
        ON
            running.as_of = gates.as_of
            AND running.account_id = gates.account_id
            AND gates.gate IN ('health', 'satisfaction', 'escalation', 'adoption')
            AND coalesce(gates.base_product_id = running.base_product_id, TRUE)
            AND coalesce(gates.product_id = running.product_id, TRUE)
    WHERE gates.counts_as = 'block'
    GROUP BY running.as_of, running.account_id, running.product_id
)

SELECT
    running.as_of,
    running.account_id,
    running.product_id,
    running.accepted_on AS seen_on,
    blocked.reason IS NOT NULL AS hit,
    prices.waiting AS money,
    'The play for ' || products.name || ' runs since ' || CAST(running.accepted_on AS VARCHAR)
    || coalesce('; ' || blocked.reason, '') AS says
FROM running
INNER JOIN catalog_products AS products ON running.product_id = products.product_id
LEFT JOIN blocked
    ON
        running.as_of = blocked.as_of
        AND running.account_id = blocked.account_id
        AND running.product_id = blocked.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        running.as_of = prices.as_of
        AND running.account_id = prices.account_id
        AND running.product_id = prices.product_id

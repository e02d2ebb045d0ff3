/* ---
what: >
  The one pathway under which each open cell counts: of all the products the account holds, and of these with each
  signal open on the cell, the one whose chance from now has the highest lower bound. Cells to which the product cannot
  be sold now (the eligibility gate) are left out, and those whose chance nobody knows.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  base_product_id: the held product it follows
  condition: kind of the signal that started the clock; null where the clock is the start of the held product
  chance: of starting the product within the scoring horizon, from now
  chance_low: its lower bound
  chance_high: its upper bound
--- */
WITH clocks AS (
    SELECT
        condition,
        from_product,
        -- Of equal bounds the first product wins, without a signal before with one.
        1000000 - row_number() OVER (ORDER BY condition NULLS FIRST, from_product) AS turn
    FROM (
        SELECT CAST(NULL AS VARCHAR) AS condition, product_id AS from_product FROM catalog_products
        UNION ALL
        SELECT DISTINCT condition, from_product FROM triggered_beyond
    ) AS every
),

triggered AS (
    SELECT
        signals.as_of,
        signals.account_id,
        signals.product_id,
        beyond.condition,
        beyond.from_product,
        coalesce(from_now.chance, beyond.chance) AS chance,
        coalesce(from_now.chance_low, beyond.chance_low) AS chance_low,
        coalesce(from_now.chance_high, beyond.chance_high) AS chance_high
    FROM signals
    -- Only who held the product when the signal came is like those whose clock it started.
    INNER JOIN holdings
        ON
            signals.as_of = holdings.as_of
            AND signals.account_id = holdings.account_id
            AND holdings.began_on <= signals.opened_on
    INNER JOIN triggered_beyond AS beyond
        ON
            holdings.product_id = beyond.from_product
            AND signals.kind = beyond.condition
            AND signals.product_id = beyond.to_product
    LEFT JOIN triggered_from_now AS from_now
        ON
            beyond.from_product = from_now.from_product
            AND beyond.condition = from_now.condition
            AND beyond.to_product = from_now.to_product
            AND signals.as_of - signals.opened_on = from_now.held_days
    WHERE signals.state IN ('open', 'fading')
),

moves AS (
    SELECT
        followed.as_of,
        followed.account_id,
        followed.product_id,
        followed.chance,
        followed.chance_low,
        followed.chance_high,
        CAST(round(followed.chance_low * 1000000000000) AS BIGINT) * 1000000 + clocks.turn AS claim
    FROM followed
    INNER JOIN clocks ON followed.base_product_id = clocks.from_product AND clocks.condition IS NULL
    WHERE followed.chance_low IS NOT NULL
    UNION ALL
    SELECT
        triggered.as_of,
        triggered.account_id,
        triggered.product_id,
        triggered.chance,
        triggered.chance_low,
        triggered.chance_high,
        CAST(round(triggered.chance_low * 1000000000000) AS BIGINT) * 1000000 + clocks.turn AS claim
    FROM triggered
    INNER JOIN clocks ON triggered.from_product = clocks.from_product AND triggered.condition = clocks.condition
    WHERE triggered.chance_low IS NOT NULL
),

-- One number a move, the highest bound first, is far quicker to compare than rows are to sort.
highest AS (
    SELECT
        as_of,
        account_id,
        product_id,
        max(claim) AS claim,
        arg_max(chance, claim) AS chance,
        arg_max(chance_low, claim) AS chance_low,
        arg_max(chance_high, claim) AS chance_high
    FROM moves
    GROUP BY as_of, account_id, product_id
),

not_sold AS (
    SELECT DISTINCT as_of, account_id, product_id FROM gates
    WHERE gate = 'eligibility' AND verdict = 'block' AND product_id IS NOT NULL
)

SELECT
    highest.as_of,
    highest.account_id,
    highest.product_id,
    clocks.from_product AS base_product_id,
    clocks.condition,
    highest.chance,
    highest.chance_low,
    highest.chance_high
FROM highest
INNER JOIN clocks ON highest.claim % 1000000 = clocks.turn
LEFT JOIN not_sold
    ON
        highest.as_of = not_sold.as_of
        AND highest.account_id = not_sold.account_id
        AND highest.product_id = not_sold.product_id
WHERE not_sold.account_id IS NULL

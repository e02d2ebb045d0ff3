/* ---
what: >
  Each open cell as a candidate: what could be done about it now. A play needs that no gate blocks, a bridge from what
  is held (where the catalog writes bridges), and an open signal, for a play cites its signal and its clock runs from
  it. With less than that it is a discovery: a question to ask, not a pitch. Within an account plays rank first, then
  what could become one, products with a signal before those without, and last what is not for this account.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  base_product_id: what it builds on
  possible: play, discover or blocked
  rank: 1 for the account's next best product
  probability: of starting it within the horizon
  probability_low: bound
  probability_high: bound
  expected_acv: money a year
  expected_value: probability times expected_acv
  blockers: gates that block
  blocked_by: the most severe of them
  reason_code: its code
  reason: its sentence
  reopens_on: day
  warnings: sentences
  signals_say: the strongest signals, as one sentence
--- */
WITH bridged AS (
    SELECT DISTINCT holdings.as_of, holdings.account_id, links.to_product AS product_id
    FROM holdings
    INNER JOIN catalog_links AS links ON holdings.product_id = links.from_product AND links.bridge IS NOT NULL
),

bridges_written AS (
    SELECT count(*) AS pairs FROM catalog_links
    WHERE bridge IS NOT NULL
),

loudest AS (
    SELECT
        as_of,
        account_id,
        product_id,
        says,
        score,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY score DESC, kind) AS place
    FROM signals
    WHERE state <> 'closed'
),

voices AS (
    SELECT as_of, account_id, product_id, string_agg(says, '; ' ORDER BY score DESC, says) AS signals_say
    FROM loudest
    WHERE place <= 2
    GROUP BY as_of, account_id, product_id
),

weighed AS (
    SELECT
        prior.*,
        verdicts.blockers,
        verdicts.blocked_by,
        verdicts.reason_code,
        verdicts.reason,
        verdicts.reopens_on,
        verdicts.warnings,
        voices.signals_say,
        CASE
            WHEN verdicts.blockers > 0 THEN 'blocked'
            WHEN bridged.product_id IS NULL AND bridges_written.pairs > 0 THEN 'discover'
            WHEN voices.signals_say IS NULL THEN 'discover'
            ELSE 'play'
        END AS possible
    FROM prior
    CROSS JOIN bridges_written
    INNER JOIN verdicts
        ON
            prior.as_of = verdicts.as_of
            AND prior.account_id = verdicts.account_id
            AND prior.product_id = verdicts.product_id
    LEFT JOIN bridged
        ON
            prior.as_of = bridged.as_of
            AND prior.account_id = bridged.account_id
            AND prior.product_id = bridged.product_id
    LEFT JOIN voices
        ON
            prior.as_of = voices.as_of
            AND prior.account_id = voices.account_id
            AND prior.product_id = voices.product_id
)

SELECT
    as_of,
    account_id,
    product_id,
    base_product_id,
    possible,
    row_number() OVER (
        PARTITION BY as_of, account_id
        ORDER BY
            CASE
                WHEN possible = 'play' THEN 0
                WHEN blocked_by IN ('eligibility', 'adjacency') THEN 2
                ELSE 1
            END,
            signals_say IS NULL, expected_value DESC NULLS LAST, probability DESC, product_id
    ) AS rank,
    probability,
    probability_low,
    probability_high,
    expected_acv,
    expected_value,
    blockers,
    blocked_by,
    reason_code,
    reason,
    reopens_on,
    warnings,
    signals_say
FROM weighed

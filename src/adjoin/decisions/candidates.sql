/* ---
what: >
  Each open cell as a candidate: what could be done about it now. A play needs that no gate blocks, a bridge from what
  is held (where the catalog writes bridges), and an open signal, for a play cites its signal and its clock runs from
  it; a gate of scope `play` (objectives) must not block it either. With less than that it is a discovery: a question
  to ask, not a pitch. A product that is launched needs neither bridge nor signal: `scored` launches linked products only.
  Within an account plays rank first, then what could become one, products with a signal before those without, then
  launches, which have slots of their own, then what is blocked (but for adoption, which has its own answer), and last
  what is not for this account.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  base_product_id: what it builds on
  possible: play, discover or blocked
  launch: true where its probability is a guess made for a launch, not evidence
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
  play_reason: why it can be no more than a discovery, where a gate of scope play says so
  signals_say: the strongest signals, as one sentence
  signal_kind: of the strongest live signal
  signal_score: its score
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
        kind,
        says,
        score,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY score DESC, kind) AS place
    FROM signals
    WHERE state <> 'closed'
),

voices AS (
    SELECT
        as_of,
        account_id,
        product_id,
        string_agg(says, '; ' ORDER BY score DESC, says) AS signals_say,
        max(CASE WHEN place = 1 THEN kind END) AS signal_kind,
        max(CASE WHEN place = 1 THEN score END) AS signal_score
    FROM loudest
    WHERE place <= 2
    GROUP BY as_of, account_id, product_id
),

-- Of most cells no gate says anything; in a large book joining them all would be half the work of a run.
spoken AS (
    SELECT * FROM verdicts
    WHERE blockers > 0 OR play_blockers > 0 OR warnings IS NOT NULL
),

weighed AS (
    SELECT
        scored.as_of,
        scored.account_id,
        scored.product_id,
        scored.base_product_id,
        scored.source = 'launch' AS launch,
        scored.probability,
        scored.probability_low,
        scored.probability_high,
        scored.expected_acv,
        scored.expected_value,
        coalesce(spoken.blockers, 0) AS blockers,
        spoken.blocked_by,
        spoken.reason_code,
        spoken.reason,
        spoken.reopens_on,
        spoken.warnings,
        CASE WHEN spoken.play_blockers > 0 THEN spoken.play_reason END AS play_reason,
        voices.signals_say,
        voices.signal_kind,
        voices.signal_score,
        CASE
            WHEN spoken.blockers > 0 THEN 'blocked'
            WHEN spoken.play_blockers > 0 THEN 'discover'
            WHEN scored.source = 'launch' THEN 'play'
            WHEN bridged.product_id IS NULL AND bridges_written.pairs > 0 THEN 'discover'
            WHEN voices.signals_say IS NULL THEN 'discover'
            ELSE 'play'
        END AS possible
    FROM scored
    CROSS JOIN bridges_written
    LEFT JOIN spoken
        ON
            scored.as_of = spoken.as_of
            AND scored.account_id = spoken.account_id
            AND scored.product_id = spoken.product_id
    LEFT JOIN bridged
        ON
            scored.as_of = bridged.as_of
            AND scored.account_id = bridged.account_id
            AND scored.product_id = bridged.product_id
    LEFT JOIN voices
        ON
            scored.as_of = voices.as_of
            AND scored.account_id = voices.account_id
            AND scored.product_id = voices.product_id
)

SELECT
    as_of,
    account_id,
    product_id,
    base_product_id,
    possible,
    launch,
    row_number() OVER (
        PARTITION BY as_of, account_id
        ORDER BY
            CASE
                WHEN blocked_by IN ('eligibility', 'adjacency') THEN 4
                WHEN possible = 'blocked' AND blocked_by <> 'adoption' THEN 3
                WHEN launch THEN 2
                WHEN possible = 'play' THEN 0
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
    play_reason,
    signals_say,
    signal_kind,
    signal_score
FROM weighed

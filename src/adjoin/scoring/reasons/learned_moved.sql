/* ---
what: >
  What moved the learned number of a cell, the strongest first: a signal by its own sentence with what the experts'
  weight and the learned correction of it come to together, so too the readiness of the pair, everything else by the
  words of its feature.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  moved: the reasons as JSON (kind, says, since, log_odds)
parameters: {shown: 4}
--- */
WITH written AS (
    SELECT
        moves.*,
        coalesce(words.words, CASE
            WHEN moves.feature LIKE 'attribute: %' THEN replace(substr(moves.feature, 12), '_', ' ') || ' {}'
            WHEN moves.feature LIKE 'signal: %' THEN 'no signal of the kind: ' || replace(substr(moves.feature, 9), '_', ' ')
            ELSE moves.feature
        END) AS words,
        CASE
            WHEN moves.level IS NOT NULL THEN moves.level
            WHEN moves.number IS NULL THEN 'unknown'
            WHEN words.written = 'whole' THEN CAST(CAST(round(moves.number) AS BIGINT) AS VARCHAR)
            WHEN words.written = 'log' AND moves.number > ln(9999.5)
                THEN CAST(CAST(round((exp(moves.number) - 1) / 1000) AS BIGINT) AS VARCHAR) || 'k'
            WHEN words.written = 'log' THEN CAST(CAST(round(exp(moves.number) - 1) AS BIGINT) AS VARCHAR)
            WHEN words.written = 'share' THEN CAST(CAST(round(100 * moves.number) AS BIGINT) AS VARCHAR) || ' %'
            WHEN words.written = 'ratio'
                THEN CAST(CAST(round(100 * (exp(moves.number) - 1)) AS BIGINT) AS VARCHAR) || ' %'
            ELSE CAST(round(moves.number, 2) AS VARCHAR)
        END AS value
    FROM learned_moves AS moves
    LEFT JOIN feature_words AS words ON moves.feature = words.feature
),

ready AS (
    SELECT bases.as_of, bases.account_id, bases.product_id, parts.aspect, parts.says, parts.log_odds, parts.listed
    FROM bases
    INNER JOIN readiness_parts AS parts
        ON
            bases.as_of = parts.as_of
            AND bases.product_id = parts.product_id
            AND bases.base_product_id = parts.base_product_id
    LEFT JOIN readiness_needs AS needed ON bases.product_id = needed.product_id
    LEFT JOIN readiness_gaps AS gaps
        ON bases.as_of = gaps.as_of AND bases.account_id = gaps.account_id AND needed.needs = gaps.needs
    WHERE coalesce(gaps.gaps, '') = parts.gaps
),

told AS (
    SELECT
        written.as_of,
        written.account_id,
        written.product_id,
        written.place,
        -- What the prior counts and did not think worth a word belongs to the feature all the same.
        written.log_odds + CASE WHEN ready.listed THEN 0 ELSE coalesce(ready.log_odds, 0) END AS log_odds,
        CASE
            WHEN written.feature LIKE 'signal: %' THEN substr(written.feature, 9)
            ELSE written.feature
        END AS kind,
        coalesce(signals.says, ready.says, replace(written.words, '{}', written.value)) AS says,
        signals.detected_on AS since
    FROM written
    LEFT JOIN signals
        ON
            written.as_of = signals.as_of
            AND written.account_id = signals.account_id
            AND written.product_id = signals.product_id
            AND substr(written.feature, 9) = signals.kind
            AND written.feature LIKE 'signal: %'
            AND signals.state <> 'closed'
    LEFT JOIN ready
        ON
            written.as_of = ready.as_of
            AND written.account_id = ready.account_id
            AND written.product_id = ready.product_id
            AND written.feature = 'readiness: ' || ready.aspect
),

listed AS (
    SELECT
        as_of,
        account_id,
        product_id,
        unnest(
            from_json(moved, '[{"kind":"VARCHAR","says":"VARCHAR","since":"DATE","log_odds":"DOUBLE"}]')
        ) AS counted
    FROM prior
    WHERE moved IS NOT NULL
),

by_signals AS (
    SELECT
        as_of,
        account_id,
        product_id,
        counted.kind AS kind,
        counted.says AS says,
        counted.since AS since,
        counted.log_odds AS log_odds
    FROM listed
),

signals_and_features AS (
    SELECT as_of, account_id, product_id, kind, says, since, log_odds FROM told
    UNION ALL
    SELECT as_of, account_id, product_id, kind, says, since, log_odds FROM by_signals
),

summed AS (
    SELECT
        as_of, account_id, product_id, kind, min(says) AS says, max(since) AS since,
        round(sum(log_odds), 4) AS log_odds
    FROM signals_and_features
    GROUP BY as_of, account_id, product_id, kind
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY abs(log_odds) DESC, kind
        ) AS place
    FROM summed
)

SELECT
    as_of,
    account_id,
    product_id,
    CAST(to_json(
        list({'kind': kind, 'says': says, 'since': since, 'log_odds': log_odds} ORDER BY place)
    ) AS VARCHAR) AS moved
FROM placed
WHERE place <= $shown
GROUP BY as_of, account_id, product_id

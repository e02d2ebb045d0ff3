/* ---
what: >
  Plays and what became of them, in all, by motion, by pair of products, by both, and by the kind of signal that their
  recommendation cited.
key: [as_of, scope, motion, base_product_id, product_id, signal_kind]
columns:
  as_of: date
  scope: all, motion, pair, motion and pair, or signal
  motion: null in other scopes
  base_product_id: null in other scopes, or where unknown
  product_id: null in other scopes
  signal_kind: null in other scopes
  plays: how many
  won: how many
  lost: how many
  declined: how many
  median_days: from acceptance to the end, of those that are over
--- */
WITH scoped AS (
    SELECT
        as_of, 'all' AS scope, CAST(NULL AS VARCHAR) AS motion, CAST(NULL AS VARCHAR) AS base_product_id,
        CAST(NULL AS VARCHAR) AS product_id, CAST(NULL AS VARCHAR) AS signal_kind, outcome, days
    FROM judged_plays
    UNION ALL
    SELECT as_of, 'motion' AS scope, motion, NULL, NULL, NULL, outcome, days FROM judged_plays
    WHERE motion IS NOT NULL
    UNION ALL
    SELECT as_of, 'pair' AS scope, NULL, base_product_id, product_id, NULL, outcome, days FROM judged_plays
    UNION ALL
    SELECT as_of, 'motion and pair' AS scope, motion, base_product_id, product_id, NULL, outcome, days
    FROM judged_plays
    WHERE motion IS NOT NULL
    UNION ALL
    SELECT as_of, 'signal' AS scope, NULL, NULL, NULL, signal_kind, outcome, days FROM judged_plays
    WHERE signal_kind IS NOT NULL
)

SELECT
    as_of,
    scope,
    motion,
    base_product_id,
    product_id,
    signal_kind,
    CAST(count(*) AS BIGINT) AS plays,
    CAST(count(CASE WHEN outcome = 'won' THEN 1 END) AS BIGINT) AS won,
    CAST(count(CASE WHEN outcome = 'lost' THEN 1 END) AS BIGINT) AS lost,
    CAST(count(CASE WHEN outcome = 'declined' THEN 1 END) AS BIGINT) AS declined,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median_days
FROM scoped
GROUP BY as_of, scope, motion, base_product_id, product_id, signal_kind

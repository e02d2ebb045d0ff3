/* ---
what: The sums that a number of a card and its interval are made of; the squares are of sums over a root's accounts.
key: [as_of, scope_kind, scope, metric]
columns:
  as_of: date
  scope_kind: text
  scope: text
  metric: text
  units: counted
  quick: of them, with an amount of at most `quick_days`; of cycle_days only
  roots: they are of
  amount: sum
  base: sum
  amount_squared: over roots
  crossed: over roots, amount times base
  base_squared: over roots
parameters: {quick_days: 41}
--- */
-- An account alone under its root has one unit of a metric, but for deals: most need no grouping by root.
WITH marked AS (
    SELECT *, CASE WHEN NOT is_alone OR metric IN ('win_rate', 'cycle_days') THEN root_id END AS shared_root_id
    FROM scorecard_counted
),

of_roots AS (
    SELECT
        as_of,
        scope_kind,
        scope,
        metric,
        shared_root_id,
        count(*) AS units,
        count(CASE WHEN amount <= $quick_days THEN 1 END) AS quick,
        round(sum(amount), 4) AS amount,
        round(sum(base), 4) AS base,
        sum(round(amount, 4) * round(amount, 4)) AS amount_squared,
        sum(round(amount, 4) * round(base, 4)) AS crossed,
        sum(round(base, 4) * round(base, 4)) AS base_squared
    FROM marked
    GROUP BY as_of, scope_kind, scope, metric, shared_root_id
)

SELECT
    as_of,
    scope_kind,
    scope,
    metric,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(sum(CASE WHEN metric = 'cycle_days' THEN quick ELSE 0 END) AS BIGINT) AS quick,
    CAST(sum(CASE WHEN shared_root_id IS NULL THEN units ELSE 1 END) AS BIGINT) AS roots,
    round(sum(amount), 2) AS amount,
    round(sum(base), 2) AS base,
    round(sum(CASE WHEN shared_root_id IS NULL THEN amount_squared ELSE amount * amount END), 2) AS amount_squared,
    round(sum(CASE WHEN shared_root_id IS NULL THEN crossed ELSE amount * base END), 2) AS crossed,
    round(sum(CASE WHEN shared_root_id IS NULL THEN base_squared ELSE base * base END), 2) AS base_squared
FROM of_roots
GROUP BY as_of, scope_kind, scope, metric

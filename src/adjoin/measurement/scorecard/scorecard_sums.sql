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
WITH of_roots AS (
    SELECT
        as_of,
        scope_kind,
        scope,
        metric,
        root_id,
        count(*) AS units,
        count(CASE WHEN amount <= $quick_days THEN 1 END) AS quick,
        round(sum(amount), 4) AS amount,
        round(sum(base), 4) AS base
    FROM scorecard_counted
    GROUP BY as_of, scope_kind, scope, metric, root_id
)

SELECT
    as_of,
    scope_kind,
    scope,
    metric,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(sum(CASE WHEN metric = 'cycle_days' THEN quick ELSE 0 END) AS BIGINT) AS quick,
    count(*) AS roots,
    round(sum(amount), 2) AS amount,
    round(sum(base), 2) AS base,
    round(sum(amount * amount), 2) AS amount_squared,
    round(sum(amount * base), 2) AS crossed,
    round(sum(base * base), 2) AS base_squared
FROM of_roots
GROUP BY as_of, scope_kind, scope, metric

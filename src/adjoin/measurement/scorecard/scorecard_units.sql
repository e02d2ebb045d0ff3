/* ---
what: >
  Everything that a number of the scorecard counts, one row each: amount is its part of the numerator, base of the
  denominator. Of days (cycle_days) the median is taken.
key: [as_of, scope_kind, scope, metric, card, account_id, product_id, unit_id]
columns:
  as_of: date
  scope_kind: all or period
  scope: text
  metric: text
  card: company (of the book and its parts), product (of the product's own card) or both
  account_id: text
  product_id: null where it is about the account
  unit_id: of the deal; empty else
  amount: 0 or 1, days, or money a year
  base: 1, or money a year
  happened_on: the day it counts for; null where it did not happen
keep: view
--- */
WITH closed AS (
    SELECT windows.scope_kind, windows.scope, deals.*
    FROM scorecard_windows AS windows
    INNER JOIN cross_sell_deals AS deals
        ON windows.as_of = deals.as_of AND deals.closed_on BETWEEN windows.window_from AND windows.window_to
    WHERE windows.measures = 'deals' AND deals.counts
),

begun AS (
    SELECT
        windows.scope_kind,
        windows.scope,
        starts.*,
        row_number() OVER (
            PARTITION BY starts.as_of, windows.scope_kind, windows.scope, starts.account_id
            ORDER BY starts.began_on, starts.product_id
        ) AS place
    FROM scorecard_windows AS windows
    INNER JOIN cross_sell_starts AS starts
        ON windows.as_of = starts.as_of AND starts.began_on BETWEEN windows.window_from AND windows.window_to
    WHERE windows.measures = 'deals' AND starts.added IS NOT NULL AND starts.base > 0
),

kept AS (
    SELECT
        as_of, scope_kind, scope, account_id, targeted,
        round(sum(before), 4) AS before,
        round(sum(after), 4) AS after,
        round(sum(least(before, after)), 4) AS kept
    FROM revenue_pairs
    GROUP BY as_of, scope_kind, scope, account_id, targeted
)

SELECT as_of, scope_kind, scope, 'coverage' AS metric, CASE WHEN product_id IS NULL THEN 'company' ELSE 'product' END AS card,
    account_id, product_id, '' AS unit_id, CASE WHEN touched_on IS NULL THEN 0.0 ELSE 1.0 END AS amount, 1.0 AS base,
    touched_on AS happened_on
FROM first_touches
UNION ALL
SELECT as_of, scope_kind, scope, 'opportunity_creation', CASE WHEN product_id IS NULL THEN 'company' ELSE 'product' END,
    account_id, product_id, '', CASE WHEN created_on IS NULL THEN 0.0 ELSE 1.0 END, 1.0, created_on
FROM first_touches
UNION ALL
SELECT as_of, scope_kind, scope, 'win_rate', 'both', account_id, product_id, deal_id,
    CASE WHEN outcome = 'won' THEN 1.0 ELSE 0.0 END, 1.0, closed_on
FROM closed
UNION ALL
SELECT as_of, scope_kind, scope, 'cycle_days', 'both', account_id, product_id, deal_id,
    CAST(closed_on - clock_on AS DOUBLE), 1.0, closed_on
FROM closed
WHERE outcome = 'won'
UNION ALL
SELECT as_of, scope_kind, scope, 'acv_uplift', 'company', account_id, NULL, '', round(sum(added), 4),
    max(CASE WHEN place = 1 THEN base END), min(began_on)
FROM begun
GROUP BY as_of, scope_kind, scope, account_id
UNION ALL
SELECT as_of, scope_kind, scope, 'acv_uplift', 'product', account_id, product_id, '', added, base, began_on FROM begun
WHERE scope_kind = 'all'
UNION ALL
SELECT as_of, scope_kind, scope, 'nrr', 'company', account_id, NULL, '', after, before, NULL FROM kept
UNION ALL
SELECT as_of, scope_kind, scope, 'grr', 'company', account_id, NULL, '', kept, before, NULL FROM kept
UNION ALL
SELECT as_of, scope_kind, scope, CASE WHEN targeted THEN 'cohort_nrr' ELSE 'untargeted_nrr' END, 'company',
    account_id, NULL, '', after, before, NULL
FROM kept
UNION ALL
SELECT as_of, scope_kind, scope, CASE WHEN targeted THEN 'cohort_grr' ELSE 'untargeted_grr' END, 'company',
    account_id, NULL, '', kept, before, NULL
FROM kept
UNION ALL
SELECT as_of, scope_kind, scope, 'nrr', 'product', account_id, product_id, '', after, before, NULL FROM revenue_pairs
WHERE scope_kind = 'all' AND before > 0
UNION ALL
SELECT as_of, scope_kind, scope, 'grr', 'product', account_id, product_id, '', least(before, after), before, NULL
FROM revenue_pairs
WHERE scope_kind = 'all' AND before > 0
UNION ALL
SELECT as_of, scope_kind, scope, 'penetration', 'company', account_id, NULL, '',
    CASE WHEN max(products) > 1 THEN 1.0 ELSE 0.0 END, 1.0, max(window_to)
FROM held_pairs
GROUP BY as_of, scope_kind, scope, account_id
UNION ALL
SELECT as_of, scope_kind, scope, 'multi_product', 'product', account_id, product_id, '',
    CASE WHEN products > 1 THEN 1.0 ELSE 0.0 END, 1.0, window_to
FROM held_pairs
WHERE scope_kind = 'all'
UNION ALL
SELECT as_of, scope_kind, scope, 'came_from_others', 'product', account_id, product_id, '',
    CAST(came_from AS DOUBLE), 1.0, window_to
FROM held_pairs
WHERE scope_kind = 'all' AND came_from IS NOT NULL

/* ---
what: The units of every card; each counts on the whole book's or a quarter's, and on those of its account and product.
key: [as_of, scope_kind, scope, metric, account_id, product_id, unit_id]
columns:
  as_of: date
  scope_kind: all, period, segment, owner, partner or product
  scope: text
  metric: text
  root_id: text
  is_alone: its root has no other account
  account_id: text
  product_id: text
  unit_id: text
  amount: number
  base: number
keep: view
--- */
WITH placed AS (
    SELECT as_of, account_id, root_id, count(*) OVER (PARTITION BY as_of, root_id) = 1 AS is_alone FROM roots
),

rooted AS (
    SELECT units.*, placed.root_id, placed.is_alone
    FROM scorecard_units AS units
    INNER JOIN placed ON units.as_of = placed.as_of AND units.account_id = placed.account_id
)

SELECT as_of, scope_kind, scope, metric, root_id, is_alone, account_id, product_id, unit_id, amount, base FROM rooted
WHERE card <> 'product'
UNION ALL
SELECT as_of, 'product' AS scope_kind, product_id AS scope, metric, root_id, is_alone, account_id, product_id, unit_id, amount, base
FROM rooted
WHERE card <> 'company' AND scope_kind = 'all'
UNION ALL
SELECT
    rooted.as_of, scopes.scope_kind, scopes.scope, rooted.metric, rooted.root_id, rooted.is_alone,
    rooted.account_id, rooted.product_id, rooted.unit_id, rooted.amount, rooted.base
FROM rooted
INNER JOIN scorecard_scopes AS scopes ON rooted.as_of = scopes.as_of AND rooted.account_id = scopes.account_id
WHERE rooted.card <> 'product' AND rooted.scope_kind = 'all'

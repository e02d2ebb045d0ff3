/* ---
what: What stands behind each number of the whole book and of the products' own cards.
key: [as_of, metric, account_id, product_id, unit_id]
columns:
  as_of: date
  metric: text
  account_id: text
  product_id: null where it is about the account as a whole
  unit_id: of the deal; empty else
  on_company_card: it counts on the whole book's card
  on_product_card: it counts on the product's own card
  counted: it is in the numerator (of a cycle, it took no longer than `quick_days`; of money, some is left or was added)
  amount: its part of the numerator, or the days
  base: its part of the denominator
  happened_on: day; null where it did not happen or is about two days
  name: of the account, also of one that has left the book
  segment: likewise
  csm: likewise
  ae: likewise
  partner: likewise
parameters: {quick_days: 41}
--- */
SELECT
    units.as_of,
    units.metric,
    units.account_id,
    units.product_id,
    units.unit_id,
    units.card <> 'product' AS on_company_card,
    units.card <> 'company' AS on_product_card,
    CASE WHEN units.metric = 'cycle_days' THEN units.amount <= $quick_days ELSE units.amount > 0 END AS counted,
    units.amount,
    units.base,
    units.happened_on,
    accounts.name,
    accounts.segment,
    accounts.csm,
    accounts.ae,
    accounts.partner
FROM scorecard_units AS units
INNER JOIN roots ON units.as_of = roots.as_of AND units.account_id = roots.account_id
LEFT JOIN known.accounts AS accounts ON units.as_of = accounts.as_of AND units.account_id = accounts.account_id
WHERE units.scope_kind = 'all'

/* ---
what: >
  A further product that was sold beside one with which it shares no sign-on, as the catalog says of what was
  held longest.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: when it began
  hit: whether it happened
  money: price a year of what began; null without one
  says: one sentence
--- */
SELECT
    starts.as_of,
    starts.account_id,
    starts.product_id,
    starts.began_on AS seen_on,
    readiness.sign_on = 0 AS hit,
    starts.money,
    products.name || ' began on ' || CAST(starts.began_on AS VARCHAR) || ' beside ' || base.name
    || CASE WHEN readiness.sign_on = 0 THEN ', with which it shares no sign-on' ELSE ', with one sign-on' END AS says
FROM pitfall_starts AS starts
INNER JOIN pair_readiness AS readiness
    ON
        starts.as_of = readiness.as_of
        AND starts.product_id = readiness.product_id
        AND starts.base_product_id = readiness.base_product_id
INNER JOIN catalog_products AS products ON starts.product_id = products.product_id
INNER JOIN catalog_products AS base ON starts.base_product_id = base.product_id
WHERE readiness.sign_on IS NOT NULL

/* ---
what: >
  A further product that did not come into use within 90 days of its start, as activation is told (`starts_followed`).
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
    followed.activated = 0 AS hit,
    starts.money,
    products.name || ' began on ' || CAST(starts.began_on AS VARCHAR) || ' beside ' || base.name
    || CASE followed.activated WHEN 0 THEN ' and had not come into use 90 days later' ELSE ' and came into use'
    END AS says
FROM pitfall_starts AS starts
INNER JOIN starts_followed AS followed
    ON
        starts.as_of = followed.as_of
        AND starts.account_id = followed.account_id
        AND starts.product_id = followed.product_id
        AND starts.began_on = followed.began_on
INNER JOIN catalog_products AS products ON starts.product_id = products.product_id
INNER JOIN catalog_products AS base ON starts.base_product_id = base.product_id

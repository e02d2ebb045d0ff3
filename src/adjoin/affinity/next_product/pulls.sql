/* ---
what: >
  The share of each second product among what holders of a first one take besides it, shrunk to the share that it has
  of everybody's recent starts as if `prior_accounts` more had taken products in those proportions:
  (weight + a · share) / (all weight of the first + a). Here in two parts, so that pairs without any evidence need no
  row: `pull` is the evidence's, `rest` × uptake.share is what all products get alike.
key: [as_of, from_product, to_product]
columns:
  as_of: date
  from_product: text
  to_product: text
  accounts: that held both
  pull: weight / (all weight of the first + a)
  rest: a / (all weight of the first + a)
  times: the shrunk share as a multiple of the product's share of everybody's starts
parameters: {prior_accounts: 10.0}
--- */
WITH totalled AS (
    SELECT
        *,
        round(sum(weight) OVER (PARTITION BY as_of, from_product), 9) + $prior_accounts AS whole
    FROM taken_together
)

SELECT
    totalled.as_of,
    totalled.from_product,
    totalled.to_product,
    totalled.accounts,
    round(totalled.weight / totalled.whole, 12) AS pull,
    round($prior_accounts / totalled.whole, 12) AS rest,
    round((totalled.weight / uptake.share + $prior_accounts) / totalled.whole, 6) AS times
FROM totalled
INNER JOIN uptake ON totalled.as_of = uptake.as_of AND totalled.to_product = uptake.product_id

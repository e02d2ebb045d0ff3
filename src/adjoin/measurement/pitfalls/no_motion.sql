/* ---
what: >
  Nobody carries the next product across: accounts that could buy it and hold its base, where customers hold both and
  nobody pitched it to any holder of the base in the window.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  seen_on: today
  hit: whether it happened
  money: price a year × chance of the open product; null without a price
  says: one sentence
--- */
SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    cells.as_of AS seen_on,
    pairs.pitches = 0 AS hit,
    round(cells.probability * cells.expected_acv, 4) AS money,
    CAST(pairs.together AS VARCHAR) || ' accounts hold ' || base.name || ' and ' || products.name || ' together; '
    || CASE pairs.pitches WHEN 0 THEN 'nobody pitched it to a holder of the first in the window'
        ELSE 'it was pitched to holders of the first ' || CAST(pairs.pitches AS VARCHAR) || ' times' END AS says
FROM sellable AS cells
INNER JOIN pitfall_pairs AS pairs
    ON
        cells.as_of = pairs.as_of
        AND cells.product_id = pairs.product_id
        AND cells.base_product_id = pairs.base_product_id
INNER JOIN catalog_products AS products ON cells.product_id = products.product_id
INNER JOIN catalog_products AS base ON cells.base_product_id = base.product_id

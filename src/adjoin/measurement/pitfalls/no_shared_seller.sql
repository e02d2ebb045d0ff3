/* ---
what: >
  Two products, two teams: accounts that could buy the product and hold its base, where customers hold both and
  nobody of ours who pitched or sold one in the window did so with the other.
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
    pairs.in_both = 0 AS hit,
    round(cells.probability * cells.expected_acv, 4) AS money,
    CASE pairs.in_both WHEN 0 THEN 'Nobody' ELSE CAST(pairs.in_both AS VARCHAR) END || ' of the '
    || CAST(pairs.base_sellers AS VARCHAR) || ' that sell ' || base.name
    || ' and the ' || CAST(pairs.sellers AS VARCHAR)
    || ' that sell ' || products.name || 
    CASE WHEN pairs.in_both > 1 THEN ' sell' ELSE ' sells' END || ' both' AS says
FROM sellable AS cells
INNER JOIN pitfall_pairs AS pairs
    ON
        cells.as_of = pairs.as_of
        AND cells.product_id = pairs.product_id
        AND cells.base_product_id = pairs.base_product_id
INNER JOIN catalog_products AS products ON cells.product_id = products.product_id
INNER JOIN catalog_products AS base ON cells.base_product_id = base.product_id
WHERE pairs.base_sellers > 0 AND pairs.sellers > 0

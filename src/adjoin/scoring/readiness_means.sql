/* ---
what: The mean of each aspect of readiness over a product's open cells of which it is known, so that the mean stays r.
key: [as_of, product_id, aspect]
columns:
  as_of: date
  product_id: text
  aspect: of pair readiness
  mean_share: 0 to 1
--- */
SELECT
    as_of,
    product_id,
    aspect,
    round(sum(share * cells) / sum(cells), 12) AS mean_share
FROM readiness_kinds
GROUP BY as_of, product_id, aspect

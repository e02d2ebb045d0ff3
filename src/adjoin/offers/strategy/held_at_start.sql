/* ---
what: >
  What an account held when it began a product: begun on an earlier day, and held on past `replaced_within` days after
  the start, for what ends by then was replaced and led to nothing.
key: [as_of, account_id, product_id, base_product_id]
columns:
  as_of: date
  account_id: text
  product_id: the product that was begun
  base_product_id: a product that was held
parameters: {replaced_within: 90}
--- */
SELECT DISTINCT begun.as_of, begun.account_id, begun.product_id, spans.product_id AS base_product_id
FROM begun_products AS begun
INNER JOIN spans
    ON
        begun.as_of = spans.as_of
        AND begun.account_id = spans.account_id
        AND begun.product_id <> spans.product_id
        AND coalesce(spans.began_on < begun.began_on, TRUE)
        AND coalesce(spans.ended_on - begun.began_on > $replaced_within, TRUE)

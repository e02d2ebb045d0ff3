/* ---
what: Outbound approaches, discovery, demo or pitch, with each product they mention or their play was about.
key: [as_of, interaction_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: null where the approach names no product
  occurred_on: date
  interaction_id: text
--- */
WITH outbound AS (
    SELECT
        interactions.as_of,
        interactions.account_id,
        interactions.interaction_id,
        interactions.occurred_on,
        coalesce(interactions.products_mentioned, plays.product_id) AS products
    FROM known.interactions AS interactions
    LEFT JOIN known.plays AS plays
        ON interactions.as_of = plays.as_of AND interactions.play = plays.play_id
    WHERE interactions.direction = 'out' AND lower(interactions.purpose) IN ('discovery', 'demo', 'pitch')
)

SELECT
    outbound.as_of,
    outbound.account_id,
    catalog_products.product_id,
    outbound.occurred_on,
    outbound.interaction_id
FROM outbound
LEFT JOIN catalog_products
    ON ',' || replace(outbound.products, ' ', '') || ',' LIKE '%,' || catalog_products.product_id || ',%'

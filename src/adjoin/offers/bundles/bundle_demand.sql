/* ---
what: >
  Why the demand for a bundle is not estimated, or what the estimate rests on, from the parts that its targets lack: each
  sentence once, with the products it is about where there are several.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: text
  demand_says: sentences, joined
parameters: {}
--- */
WITH said AS (
    SELECT
        activation.as_of,
        activation.bundle,
        activation.product_id,
        products.name,
        coalesce(responses.says, 'No past discount is known.') AS says
    FROM bundle_activation AS activation
    INNER JOIN bundle_choice AS choice
        ON activation.as_of = choice.as_of AND activation.bundle = choice.bundle
    INNER JOIN bundle_products AS products
        ON activation.as_of = products.as_of AND activation.product_id = products.product_id
    LEFT JOIN price_responses AS responses
        ON activation.as_of = responses.as_of AND activation.product_id = responses.product_id
    WHERE coalesce(responses.estimated, FALSE) = choice.estimated OR NOT choice.dated
),

sentences AS (
    SELECT
        as_of, bundle, says, min(product_id) AS first_product,
        string_agg(name, ', ' ORDER BY product_id) AS names
    FROM said
    GROUP BY as_of, bundle, says
)

SELECT
    as_of,
    bundle,
    CASE
        WHEN count(*) = 1 THEN max(says)
        ELSE string_agg(names || ': ' || says, ' ' ORDER BY first_product)
    END AS demand_says
FROM sentences
GROUP BY as_of, bundle

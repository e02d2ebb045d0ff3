/* ---
what: >
  What to begin with where a product is barely used: the first two of the key features that the catalog names for it,
  leaving out those whose metric (of the feature's name) was seen in use in the last four complete weeks.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  features: one or two, as words
--- */
WITH used AS (
    SELECT DISTINCT weeks.as_of, weeks.account_id, weeks.product_id, catalog_features.feature
    FROM weeks
    INNER JOIN catalog_features
        ON
            weeks.product_id = catalog_features.product_id
            AND lower(replace(weeks.metric, '_', ' ')) = lower(replace(catalog_features.feature, '_', ' '))
    WHERE weeks.quantity > 0 AND weeks.periods_ago <= CASE WHEN weeks.grain = 'week' THEN 3 ELSE 0 END
),

placed AS (
    SELECT
        holdings.as_of,
        holdings.account_id,
        holdings.product_id,
        catalog_features.feature,
        row_number() OVER (
            PARTITION BY holdings.as_of, holdings.account_id, holdings.product_id
            ORDER BY catalog_features.place, catalog_features.feature
        ) AS place
    FROM holdings
    INNER JOIN catalog_features ON holdings.product_id = catalog_features.product_id
    LEFT JOIN used
        ON
            holdings.as_of = used.as_of
            AND holdings.account_id = used.account_id
            AND holdings.product_id = used.product_id
            AND catalog_features.feature = used.feature
    WHERE used.feature IS NULL
)

SELECT as_of, account_id, product_id, string_agg(feature, ' and ' ORDER BY place) AS features
FROM placed
WHERE place <= 2
GROUP BY as_of, account_id, product_id

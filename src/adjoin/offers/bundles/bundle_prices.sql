/* ---
what: The price of each bundle and of its parts at list price, at the discount that nets most of those tried.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: text
  discount: share off the price
  list_price: money a year; null where a part has none
  price: list price less the discount
parameters: {}
--- */
WITH listed AS (
    SELECT
        contents.as_of, contents.bundle,
        CASE WHEN count(products.list_price) = count(*) THEN sum(products.list_price) END AS list_price
    FROM bundle_contents AS contents
    LEFT JOIN bundle_products AS products
        ON contents.as_of = products.as_of AND contents.product_id = products.product_id
    GROUP BY contents.as_of, contents.bundle
),

tried AS (
    SELECT
        as_of, bundle, discount,
        row_number() OVER (
            PARTITION BY as_of, bundle ORDER BY net_revenue DESC NULLS LAST, discount
        ) AS place
    FROM bundle_tries
),

lowest AS (
    SELECT min(discount) AS discount FROM band_discounts
)

SELECT
    choice.as_of,
    choice.bundle,
    coalesce(tried.discount, choice.asked_discount, lowest.discount) AS discount,
    round(listed.list_price, 2) AS list_price,
    round(listed.list_price * (1 - coalesce(tried.discount, choice.asked_discount, lowest.discount)), 2) AS price
FROM bundle_choice AS choice
INNER JOIN listed ON choice.as_of = listed.as_of AND choice.bundle = listed.bundle
CROSS JOIN lowest
LEFT JOIN tried ON choice.as_of = tried.as_of AND choice.bundle = tried.bundle AND tried.place = 1

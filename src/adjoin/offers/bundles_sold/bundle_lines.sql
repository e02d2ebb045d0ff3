/* ---
what: >
  The paid lines sold in a bundle. Where ids are shared by accounts they are names of bundles; where nearly every one
  belongs to one account (`unique_share` of them) they are orders, and a bundle is the set of products of an order. What
  holds one product only is no bundle.
key: [as_of, account_id, subscription_id, product_id, started_on]
columns:
  as_of: date
  account_id: text
  subscription_id: text
  product_id: text
  started_on: date; null in snapshot mode
  is_floor: the real start lies earlier or is unknown
  acv: money a year
  list_acv: money a year at list
  bundle: name, or the products of the order
parameters: {unique_share: 0.9}
--- */
WITH lines AS (
    SELECT
        as_of, account_id, subscription_id, product_id, started_on,
        coalesce(start_is_floor, FALSE) OR started_on IS NULL AS is_floor,
        acv, list_acv, bundle_id
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE) AND trim(bundle_id) <> ''
),

pieces AS (
    SELECT DISTINCT as_of, account_id, bundle_id, product_id FROM lines
),

orders AS (
    SELECT
        as_of,
        account_id,
        bundle_id,
        string_agg(product_id, ' + ' ORDER BY product_id) AS products
    FROM pieces
    GROUP BY as_of, account_id, bundle_id
),

kinds AS (
    SELECT as_of, count(DISTINCT bundle_id) >= $unique_share * count(*) AS by_order FROM orders
    GROUP BY as_of
),

named AS (
    SELECT
        lines.as_of,
        lines.account_id,
        lines.subscription_id,
        lines.product_id,
        lines.started_on,
        lines.is_floor,
        lines.acv,
        lines.list_acv,
        CASE WHEN kinds.by_order THEN orders.products ELSE lines.bundle_id END AS bundle
    FROM lines
    INNER JOIN kinds ON lines.as_of = kinds.as_of
    INNER JOIN orders
        ON
            lines.as_of = orders.as_of
            AND lines.account_id = orders.account_id
            AND lines.bundle_id = orders.bundle_id
),

several AS (
    SELECT as_of, bundle FROM named
    GROUP BY as_of, bundle
    HAVING count(DISTINCT product_id) >= 2
)

SELECT
    named.as_of,
    named.account_id,
    named.subscription_id,
    named.product_id,
    named.started_on,
    named.is_floor,
    named.acv,
    named.list_acv,
    named.bundle
FROM named
INNER JOIN several ON named.as_of = several.as_of AND named.bundle = several.bundle

/* ---
what: >
  The first real start of each product by each account, and whether it came together with another: begun on one day, or
  within `bundle_days` on lines of one bundle: a name that an order of years later bears too brings nothing together.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: day
  others: other products whose start was seen
  same_day: of them, begun on the same day
  place_in_day: 1 for the first by id of what the account began on that day
  together: it came together with another product
parameters: {bundle_days: 31}
--- */
WITH numbered AS (
    SELECT
        as_of,
        account_id,
        product_id,
        began_on,
        is_floor,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST) AS place
    FROM spans
),

begun AS (
    SELECT
        as_of,
        account_id,
        product_id,
        began_on,
        count(*) OVER (PARTITION BY as_of, account_id) - 1 AS others,
        count(*) OVER (PARTITION BY as_of, account_id, began_on) - 1 AS same_day,
        row_number() OVER (PARTITION BY as_of, account_id, began_on ORDER BY product_id) AS place_in_day
    FROM numbered
    WHERE place = 1 AND NOT is_floor AND began_on IS NOT NULL
),

bundled AS (
    SELECT as_of, account_id, product_id, bundle_id, min(started_on) AS started_on FROM known.subscriptions
    WHERE bundle_id IS NOT NULL AND started_on IS NOT NULL AND NOT coalesce(is_trial, FALSE)
    GROUP BY as_of, account_id, product_id, bundle_id
),

in_one_bundle AS (
    SELECT DISTINCT one.as_of, one.account_id, one.product_id, one.started_on
    FROM bundled AS one
    INNER JOIN bundled AS other
        ON
            one.as_of = other.as_of
            AND one.account_id = other.account_id
            AND one.bundle_id = other.bundle_id
            AND one.product_id <> other.product_id
            AND one.started_on - other.started_on BETWEEN -$bundle_days AND $bundle_days
)

SELECT
    begun.as_of,
    begun.account_id,
    begun.product_id,
    begun.began_on,
    begun.others,
    begun.same_day,
    begun.place_in_day,
    begun.same_day > 0 OR in_one_bundle.product_id IS NOT NULL AS together
FROM begun
LEFT JOIN in_one_bundle
    ON
        begun.as_of = in_one_bundle.as_of
        AND begun.account_id = in_one_bundle.account_id
        AND begun.product_id = in_one_bundle.product_id
        AND begun.began_on = in_one_bundle.started_on

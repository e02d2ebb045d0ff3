/* ---
what: The accounts worth most to each bundle, at most `shown` of them.
key: [as_of, bundle, account_id]
columns:
  as_of: date
  bundle: text
  account_id: text
  missing: the parts it lacks, as a JSON list of products
  chance_at_list: chance that it buys all of them within the horizon at list price, at most; in snapshot mode of holding
  list: money a year for them at list price
  price: less the discount
  worth: chance times list
  ready_now: no gate blocks any of them
  place: 1 where this is the account's best bundle by worth
parameters: {shown: 50}
--- */
WITH shown AS (
    SELECT * FROM bundle_places
    WHERE shown_place <= $shown
),

lists AS (
    SELECT
        missing.as_of, missing.number, missing.account,
        '[' || string_agg(CAST(to_json(products.product_id) AS VARCHAR), ', ' ORDER BY products.product_id) || ']'
            AS products
    FROM bundle_missing AS missing
    INNER JOIN shown
        ON missing.as_of = shown.as_of AND missing.number = shown.number AND missing.account = shown.account
    INNER JOIN bundle_products AS products
        ON missing.as_of = products.as_of AND missing.product = products.product
    GROUP BY missing.as_of, missing.number, missing.account
)

SELECT
    shown.as_of,
    shown.bundle,
    book.account_id,
    lists.products AS missing,
    round(shown.chance, 9) AS chance_at_list,
    round(shown.list, 2) AS list,
    round(shown.list * (1 - prices.discount), 2) AS price,
    shown.worth,
    shown.ready_now,
    shown.place
FROM shown
INNER JOIN lists
    ON shown.as_of = lists.as_of AND shown.number = lists.number AND shown.account = lists.account
INNER JOIN bundle_book AS book ON shown.as_of = book.as_of AND shown.account = book.account
INNER JOIN bundle_prices AS prices ON shown.as_of = prices.as_of AND shown.bundle = prices.bundle

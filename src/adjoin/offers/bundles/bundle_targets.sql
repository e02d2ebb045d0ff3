/* ---
what: >
  The accounts that each bundle is for: they hold a part, lack a part, and whatever they lack can be sold to them. A
  prerequisite that the bundle itself brings is no obstacle. `chance` is that of the least likely part: they buy all of
  them at list price at most so often, so that what is given away is never told too low.
key: [as_of, number, account]
columns:
  as_of: date
  number: of the bundle in `bundle_contents`
  account: number of the account in `bundle_book`
  lacking: parts not held
  chance: least chance of the missing parts within the horizon at list price
  chance_low: the same of the lower bounds
  chance_high: the same of the upper bounds
  list: money a year for the missing parts at list price
  partial: >
    money a year expected at list price of those who would not buy all parts: (Σ p·V − chance·ΣV) / (1 − chance)
  held_acv: money a year for the parts held
  given_on_held: held_acv where it gets the discount too; else 0
  horizon_days: null in snapshot mode
  ready_now: no gate blocks any missing part
  slope: mean response in log-odds a unit of discount, over the missing parts; null where one of them has none
  slope_low: bound
  slope_high: bound
parameters: {held_keeps_price: true}
--- */
-- What a part needs and the bundle does not bring.
WITH needs AS (
    SELECT contents.as_of, contents.number, contents.product, sold.word AS needed_id
    FROM bundle_contents AS contents
    INNER JOIN catalog_sold AS sold ON contents.product_id = sold.product_id AND sold.rule = 'requires'
    LEFT JOIN bundle_contents AS brought
        ON contents.as_of = brought.as_of AND contents.number = brought.number AND sold.word = brought.product_id
    WHERE brought.product_id IS NULL
),

stuck AS (
    SELECT DISTINCT missing.as_of, missing.number, missing.account
    FROM bundle_missing AS missing
    INNER JOIN needs
        ON missing.as_of = needs.as_of AND missing.number = needs.number AND missing.product = needs.product
    INNER JOIN bundle_book AS book ON missing.as_of = book.as_of AND missing.account = book.account
    LEFT JOIN holdings
        ON
            missing.as_of = holdings.as_of
            AND book.account_id = holdings.account_id
            AND needs.needed_id = holdings.product_id
    WHERE missing.lacks_prerequisite AND holdings.product_id IS NULL
),

responses AS (
    SELECT
        products.as_of, products.product,
        told.slope, told.slope_low, told.slope_high,
        CASE WHEN told.estimated AND told.slope IS NOT NULL THEN 1 ELSE 0 END AS estimated
    FROM bundle_products AS products
    LEFT JOIN price_responses AS told
        ON products.as_of = told.as_of AND products.product_id = told.product_id
),

-- Most lack one part: there is nothing to gather for these.
gathered AS (
    SELECT
        missing.as_of,
        missing.number,
        missing.account,
        missing.lacking,
        missing.probability AS chance,
        missing.probability_low AS chance_low,
        missing.probability_high AS chance_high,
        missing.worth AS list,
        missing.probability * missing.worth AS expected,
        missing.held_acv,
        missing.horizon_days,
        CASE WHEN missing.ready THEN 1 ELSE 0 END AS ready,
        responses.estimated,
        responses.slope,
        responses.slope_low,
        responses.slope_high
    FROM bundle_missing AS missing
    INNER JOIN responses ON missing.as_of = responses.as_of AND missing.product = responses.product
    WHERE missing.lacking = 1
    UNION ALL
    SELECT
        missing.as_of,
        missing.number,
        missing.account,
        max(missing.lacking) AS lacking,
        min(missing.probability) AS chance,
        min(missing.probability_low) AS chance_low,
        min(missing.probability_high) AS chance_high,
        sum(missing.worth) AS list,
        sum(missing.probability * missing.worth) AS expected,
        max(missing.held_acv) AS held_acv,
        min(missing.horizon_days) AS horizon_days,
        min(CASE WHEN missing.ready THEN 1 ELSE 0 END) AS ready,
        min(responses.estimated) AS estimated,
        avg(responses.slope) AS slope,
        avg(responses.slope_low) AS slope_low,
        avg(responses.slope_high) AS slope_high
    FROM bundle_missing AS missing
    INNER JOIN responses ON missing.as_of = responses.as_of AND missing.product = responses.product
    WHERE missing.lacking > 1
    GROUP BY missing.as_of, missing.number, missing.account
    HAVING count(*) = max(missing.lacking)
)

SELECT
    gathered.as_of,
    gathered.number,
    gathered.account,
    gathered.lacking,
    gathered.chance,
    gathered.chance_low,
    gathered.chance_high,
    gathered.list,
    CASE
        WHEN gathered.chance < 1 AND gathered.lacking > 1
            THEN (gathered.expected - gathered.chance * gathered.list) / (1 - gathered.chance)
        ELSE 0
    END AS partial,
    gathered.held_acv,
    CASE WHEN $held_keeps_price THEN 0 ELSE gathered.held_acv END AS given_on_held,
    gathered.horizon_days,
    gathered.ready = 1 AS ready_now,
    CASE WHEN gathered.estimated = 1 THEN gathered.slope END AS slope,
    CASE WHEN gathered.estimated = 1 THEN gathered.slope_low END AS slope_low,
    CASE WHEN gathered.estimated = 1 THEN gathered.slope_high END AS slope_high
FROM gathered
LEFT JOIN stuck
    ON
        gathered.as_of = stuck.as_of
        AND gathered.number = stuck.number
        AND gathered.account = stuck.account
WHERE stuck.account IS NULL

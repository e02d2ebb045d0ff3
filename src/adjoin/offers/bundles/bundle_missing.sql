/* ---
what: >
  What each account that holds a part of a bundle would have to add, where that is an open cell. An account is a target
  only if there is a row for every part that it does not hold.
key: [as_of, number, account, product]
columns:
  as_of: date
  number: of the bundle in `bundle_contents`
  account: number of the account in `bundle_book`
  product: number of a part that is not held
  lacking: how many parts are not held, open or not
  held_acv: money a year paid for the parts that are held
  probability: chance within the horizon at list price
  probability_low: bound
  probability_high: bound
  worth: money a year expected for it
  horizon_days: null in snapshot mode
  lacks_prerequisite: it needs a product that is not held
  ready: no gate blocks it now
--- */
WITH held AS (
    SELECT
        contents.as_of, contents.number, holdings.account,
        CAST(max(contents.parts) - count(*) AS INTEGER) AS lacking,
        sum(holdings.acv) AS held_acv
    FROM bundle_holdings AS holdings
    INNER JOIN bundle_contents AS contents
        ON holdings.as_of = contents.as_of AND holdings.product = contents.product
    GROUP BY contents.as_of, contents.number, holdings.account
    HAVING max(contents.parts) > count(*)
)

SELECT
    held.as_of,
    held.number,
    held.account,
    cells.product,
    held.lacking,
    held.held_acv,
    cells.probability,
    cells.probability_low,
    cells.probability_high,
    cells.worth,
    cells.horizon_days,
    cells.lacks_prerequisite,
    cells.ready
FROM held
INNER JOIN bundle_contents AS contents ON held.as_of = contents.as_of AND held.number = contents.number
INNER JOIN bundle_cells AS cells
    ON
        held.as_of = cells.as_of
        AND held.account = cells.account
        AND contents.product = cells.product

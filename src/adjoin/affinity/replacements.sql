/* ---
what: >
  Migrations: a product given up from `before_days` before to `after_days` after the first real start of another that
  outlasts it. Not cross-sell: an account that loses both has not migrated. A floor on the day of that start began
  before it.
key: [account, from_product, began_on, to_product]
columns:
  account: number, see members
  from_product: number of the product given up
  began_on: first known day of the span given up
  to_product: number of the product taken instead
parameters: {before_days: 30, after_days: 90}
--- */
SELECT
    a.account,
    a.product AS from_product,
    a.began_on,
    b.product AS to_product
FROM member_spans AS a
INNER JOIN member_spans AS b ON a.account = b.account AND a.product <> b.product
WHERE
    b.place = 1
    AND NOT b.is_floor
    AND (a.began_on < b.began_on OR (a.is_floor AND a.began_on = b.began_on))
    AND a.ended_on >= b.began_on - $before_days
    AND a.ended_on <= b.began_on + $after_days
    AND coalesce(b.ended_on > a.ended_on, TRUE)

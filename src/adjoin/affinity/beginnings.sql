/* ---
what: >
  The first real start of each product by each account, and how its follow-up would end if no other product came
  between. A product whose first span is a floor was never seen to begin.
key: [account, product]
columns:
  account: number, see members
  product: number, see numbered_products
  began_on: day 0 of the clock
  ended_on: last day of that span; null while it goes on
  entry: day on which observation begins, 0 or ends_from − began_on where ends are recorded only since ends_from
  exit: day on which the product ends, else the as-of date
  observed: the exit comes after a late entry
parameters: {as_of: null, ends_from: null}
--- */
WITH begun AS (
    SELECT
        account,
        product,
        began_on,
        ended_on,
        CASE WHEN began_on < CAST($ends_from AS DATE) THEN CAST($ends_from AS DATE) - began_on ELSE 0 END AS entry,
        coalesce(ended_on, $as_of) - began_on AS exit
    FROM member_spans
    WHERE place = 1 AND NOT is_floor
)

SELECT account, product, began_on, ended_on, entry, exit, entry = 0 OR exit > entry AS observed
FROM begun

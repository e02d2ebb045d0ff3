/* ---
what: >
  Whether the product shown last stays. It is kept for a number of days, the day it was first shown being the first of
  them (of 14 days, day 13 still keeps it and day 14 frees it, so that a weekly run shows it twice), unless a gate
  closes on it or a stronger signal opens for another product.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: that was shown
  shown_since: date
  standing: >
    kept; stronger (it or what outdoes it); free, for the days are over; closed, a gate blocks it now; gone, its cell
    is no longer open
  reason: of the gate that closed
parameters: {days: 14}
--- */
SELECT
    shown_before.as_of,
    shown_before.account_id,
    shown_before.product_id,
    shown_before.shown_since,
    CASE
        WHEN shown_before.possible IS NULL THEN 'gone'
        WHEN shown_before.possible = 'blocked' THEN 'closed'
        WHEN shown_before.as_of - shown_before.shown_since >= $days THEN 'free'
        WHEN outdone.account_id IS NOT NULL THEN 'stronger'
        ELSE 'kept'
    END AS standing,
    CASE WHEN shown_before.possible = 'blocked' THEN shown_before.reason END AS reason
FROM shown_before
LEFT JOIN (SELECT DISTINCT as_of, account_id FROM stronger) AS outdone
    ON shown_before.as_of = outdone.as_of AND shown_before.account_id = outdone.account_id

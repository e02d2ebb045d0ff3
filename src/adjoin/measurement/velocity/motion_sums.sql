/* ---
what: Cross-sell deals by motion, those open now and those closed within the window.
key: [as_of, motion]
columns:
  as_of: date
  window_from: day
  motion: all, or a motion; not known where nothing says
  open: now
  begun: created within the window
  won: closed within the window
  lost: closed within the window
  money: mean amount of those won that have one; null without one
  priced: won ones that have an amount
  money_open: amounts of those open that have one; null without one
parameters: {days: 365}
--- */
WITH told AS (
    SELECT deals.*, 'all' AS card FROM cross_sell_deals AS deals
    UNION ALL
    SELECT deals.*, CASE deals.motion WHEN 'all' THEN 'motion all' ELSE coalesce(deals.motion, 'not known') END AS card
    FROM cross_sell_deals AS deals
)

SELECT
    as_of,
    as_of - (CAST($days AS INTEGER) - 1) AS window_from,
    card AS motion,
    count(CASE WHEN outcome = 'open' THEN 1 END) AS open,
    count(CASE WHEN as_of - created_on < $days THEN 1 END) AS begun,
    count(CASE WHEN outcome = 'won' AND as_of - closed_on < $days THEN 1 END) AS won,
    count(CASE WHEN outcome = 'lost' AND as_of - closed_on < $days THEN 1 END) AS lost,
    round(avg(CASE WHEN outcome = 'won' AND as_of - closed_on < $days THEN amount END), 2) AS money,
    count(CASE WHEN outcome = 'won' AND as_of - closed_on < $days THEN amount END) AS priced,
    round(sum(CASE WHEN outcome = 'open' THEN amount END), 2) AS money_open
FROM told
GROUP BY as_of, card

/* ---
what: >
  Motions of which deals were won in the window but none lost: such deals seem to be recorded only once they are won, so
  they tell nothing of how often one wins.
key: [as_of, motion]
columns:
  as_of: date
  motion: text
  won: deals
parameters: {least_won: 20}
--- */
SELECT deals.as_of, deals.motion, count(*) AS won
FROM cross_sell_deals AS deals
INNER JOIN scorecard_windows AS windows
    ON
        deals.as_of = windows.as_of
        AND windows.scope_kind = 'all'
        AND windows.measures = 'deals'
        AND deals.closed_on BETWEEN windows.window_from AND windows.window_to
WHERE deals.counts AND deals.motion IS NOT NULL
GROUP BY deals.as_of, deals.motion
HAVING count(CASE WHEN deals.outcome = 'lost' THEN 1 END) = 0 AND count(*) >= $least_won

/* ---
what: The days that deals won within the window took, by motion, from the quickest, by how many took as long.
key: [as_of, motion, days]
columns: {as_of: , motion: , days: , deals: }
--- */
WITH won AS (
    SELECT deals.as_of, deals.motion, deals.closed_on - deals.clock_on AS days
    FROM cross_sell_deals AS deals
    INNER JOIN motion_sums AS whole ON deals.as_of = whole.as_of AND whole.motion = 'all'
    WHERE deals.outcome = 'won' AND deals.closed_on >= whole.window_from
)

SELECT as_of, 'all' AS motion, CAST(days AS BIGINT) AS days, count(*) AS deals FROM won
GROUP BY as_of, days
UNION ALL
SELECT as_of, CASE motion WHEN 'all' THEN 'motion all' ELSE coalesce(motion, 'not known') END AS motion,
    CAST(days AS BIGINT) AS days, count(*) AS deals
FROM won
GROUP BY as_of, CASE motion WHEN 'all' THEN 'motion all' ELSE coalesce(motion, 'not known') END, days

/* ---
what: How many further products are told, and how.
key: [as_of]
columns:
  as_of: date
  attributed: with a motion of ours from the trigger on
  organic: without one
  below_floor: too small to be told
  unpriced: told without a price
  attributed_money: a year; null where none of them has a price
  organic_money: likewise
  triggered: attributed ones with a trigger
  motions: approaches, plays, motions of opportunities and customer contacts known, of any account
--- */
WITH acted AS (
    SELECT as_of, count(*) AS motions FROM approaches
    GROUP BY as_of
    UNION ALL
    SELECT as_of, count(*) AS motions FROM known.plays
    GROUP BY as_of
    UNION ALL
    SELECT as_of, count(motion) AS motions FROM known.opportunities
    GROUP BY as_of
    UNION ALL
    SELECT as_of, count(*) AS motions FROM known.interactions
    GROUP BY as_of
),

known_motions AS (
    SELECT as_of, sum(motions) AS motions FROM acted
    GROUP BY as_of
)

SELECT
    dates.as_of,
    count(CASE WHEN deals.state = 'attributed' THEN 1 END) AS attributed,
    count(CASE WHEN deals.state = 'organic' THEN 1 END) AS organic,
    count(CASE WHEN deals.state = 'below_floor' THEN 1 END) AS below_floor,
    count(CASE WHEN deals.state <> 'below_floor' AND deals.money IS NULL THEN 1 END) AS unpriced,
    CASE WHEN count(CASE WHEN deals.state = 'attributed' THEN 1 END) = 0 THEN 0.0
        ELSE round(sum(CASE WHEN deals.state = 'attributed' THEN deals.money END), 2) END AS attributed_money,
    CASE WHEN count(CASE WHEN deals.state = 'organic' THEN 1 END) = 0 THEN 0.0
        ELSE round(sum(CASE WHEN deals.state = 'organic' THEN deals.money END), 2) END AS organic_money,
    count(CASE WHEN deals.state = 'attributed' AND deals.trigger_on IS NOT NULL THEN 1 END) AS triggered,
    CAST(coalesce(max(known_motions.motions), 0) AS BIGINT) AS motions
FROM dates
LEFT JOIN attributed_deals AS deals ON dates.as_of = deals.as_of
LEFT JOIN known_motions ON dates.as_of = known_motions.as_of
GROUP BY dates.as_of

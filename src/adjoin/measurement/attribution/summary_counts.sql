/* ---
what: How many further products are told, and how.
key: [as_of]
columns:
  as_of: date
  attributed: with a motion of ours from the trigger on
  organic: without one
  below_floor: too small to be told
  unpriced: told without a price
  attributed_money: a year
  organic_money: a year
  triggered: attributed ones with a trigger
--- */
SELECT
    dates.as_of,
    count(CASE WHEN deals.state = 'attributed' THEN 1 END) AS attributed,
    count(CASE WHEN deals.state = 'organic' THEN 1 END) AS organic,
    count(CASE WHEN deals.state = 'below_floor' THEN 1 END) AS below_floor,
    count(CASE WHEN deals.state <> 'below_floor' AND deals.money IS NULL THEN 1 END) AS unpriced,
    coalesce(round(sum(CASE WHEN deals.state = 'attributed' THEN deals.money END), 2), 0.0) AS attributed_money,
    coalesce(round(sum(CASE WHEN deals.state = 'organic' THEN deals.money END), 2), 0.0) AS organic_money,
    count(CASE WHEN deals.state = 'attributed' AND deals.trigger_on IS NOT NULL THEN 1 END) AS triggered
FROM dates
LEFT JOIN attributed_deals AS deals ON dates.as_of = deals.as_of
GROUP BY dates.as_of

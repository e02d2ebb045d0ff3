/* ---
what: How long the accounts of each journey took from their first start to their last.
key: [journey]
columns:
  journey: number, see journeys_chosen
  median_days: days
  quarter_days: a quarter of them were no slower
  three_quarter_days: three quarters of them were no slower
--- */
SELECT
    chosen.journey,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY courses.last_on - courses.first_on) AS median_days,
    percentile_cont(0.25) WITHIN GROUP (ORDER BY courses.last_on - courses.first_on) AS quarter_days,
    percentile_cont(0.75) WITHIN GROUP (ORDER BY courses.last_on - courses.first_on) AS three_quarter_days
FROM journeys_chosen AS chosen
INNER JOIN journey_courses AS courses ON chosen.length = courses.length AND chosen.course = courses.course
GROUP BY chosen.journey
ORDER BY chosen.journey

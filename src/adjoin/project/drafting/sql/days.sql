-- How the days of a date column lie: on the first or last of a month, on one weekday.
WITH days AS (
    SELECT DISTINCT adjoin_date_$order(adjoin_text($column)) AS day FROM $relation
)
SELECT
    count(*) FILTER (WHERE day = date_trunc('month', day) OR day = last_day(day)) / nullif(count(*), 0),
    count(DISTINCT dayofweek(day)),
    count(*)
FROM days WHERE day IS NOT NULL;

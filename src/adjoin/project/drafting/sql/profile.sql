-- What the values of one column look like, judged by the macros that the load uses; each distinct value once.
WITH words AS (
    SELECT adjoin_text($column) AS x, count(*) AS n FROM $relation GROUP BY x
),
judged AS (
    SELECT x, n, adjoin_number(x) AS number FROM words WHERE x IS NOT NULL
)
SELECT
    coalesce(sum(n), 0)::BIGINT AS filled,
    count(*) AS "distinct",
    coalesce(sum(n) FILTER (WHERE adjoin_date_iso(x) IS NOT NULL), 0)::BIGINT AS iso,
    coalesce(sum(n) FILTER (WHERE adjoin_date_day_first(x) IS NOT NULL), 0)::BIGINT AS day_first,
    coalesce(sum(n) FILTER (WHERE adjoin_date_month_first(x) IS NOT NULL), 0)::BIGINT AS month_first,
    coalesce(sum(n) FILTER (WHERE number IS NOT NULL), 0)::BIGINT AS numbers,
    coalesce(sum(n) FILTER (WHERE regexp_full_match(x, '[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?')), 0)::BIGINT AS comma_numbers,
    coalesce(sum(n) FILTER (WHERE regexp_full_match(x, '[+-]?[\d.]*,\d+')), 0)::BIGINT AS commas,
    coalesce(sum(n) FILTER (WHERE contains(x, '.')), 0)::BIGINT AS dots,
    coalesce(sum(n) FILTER (WHERE number < 0), 0)::BIGINT AS negative
FROM judged;

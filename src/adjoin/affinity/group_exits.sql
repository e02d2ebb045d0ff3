/* ---
what: The counts of sequence_exits for each segment and industry, up to a last day.
key: [dimension, group_number, product, day]
columns:
  dimension: 0 for segment, 1 for industry
  group_number: see group_values; 0 for other
  product: number, see numbered_products
  day: days since the start of the product
  entered: accounts
  competing: accounts whose product ends
  censored: accounts that still hold it on the as-of date
parameters: {last_day: null}
--- */
WITH grouped AS (
    SELECT 0 AS dimension, member_groups.segment_group AS group_number, exit_moves.*
    FROM exit_moves
    INNER JOIN member_groups ON exit_moves.account = member_groups.account
    UNION ALL
    SELECT 1 AS dimension, member_groups.industry_group AS group_number, exit_moves.*
    FROM exit_moves
    INNER JOIN member_groups ON exit_moves.account = member_groups.account
)

SELECT
    dimension,
    group_number,
    product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored
FROM grouped
WHERE day <= $last_day
GROUP BY dimension, group_number, product, day

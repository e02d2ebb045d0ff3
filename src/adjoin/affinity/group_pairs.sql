/* ---
what: The changes of sequence_pairs for each segment and industry, up to a last day.
key: [dimension, group_number, from_product, to_product, day]
columns:
  dimension: 0 for segment, 1 for industry
  group_number: see group_values; 0 for other
  from_product: number, see numbered_products
  to_product: number, see numbered_products
  day: days since the start of from_product
  entered: accounts, negative for those that leave the cohort
  events: adoptions
  competing: accounts, migrations among them
  censored: accounts, never positive
  together: accounts that began both on one day (at day 0)
parameters: {last_day: null}
--- */
WITH grouped AS (
    SELECT 0 AS dimension, member_groups.segment_group AS group_number, pair_moves.*
    FROM pair_moves
    INNER JOIN member_groups ON pair_moves.account = member_groups.account
    UNION ALL
    SELECT 1 AS dimension, member_groups.industry_group AS group_number, pair_moves.*
    FROM pair_moves
    INNER JOIN member_groups ON pair_moves.account = member_groups.account
)

SELECT
    dimension,
    group_number,
    from_product,
    to_product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(events) AS BIGINT) AS events,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored,
    CAST(sum(together) AS BIGINT) AS together
FROM grouped
WHERE day <= $last_day
GROUP BY dimension, group_number, from_product, to_product, day

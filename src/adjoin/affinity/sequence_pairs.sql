/* ---
what: >
  What the accounts that have held both products of a pair change in the counts of sequence_exits, by day. Added to
  sequence_exits it gives the daily counts of every ordered pair, without a row for each account and product it does
  not hold.
key: [from_product, to_product, day]
columns:
  from_product: number, see numbered_products
  to_product: number, see numbered_products
  day: days since the start of from_product
  entered: accounts, negative for those that leave the cohort
  events: adoptions
  competing: accounts, migrations among them
  censored: accounts, never positive
  together: accounts that began both on one day (at day 0)
--- */
SELECT
    from_product,
    to_product,
    day,
    CAST(sum(entered) AS BIGINT) AS entered,
    CAST(sum(events) AS BIGINT) AS events,
    CAST(sum(competing) AS BIGINT) AS competing,
    CAST(sum(censored) AS BIGINT) AS censored,
    CAST(sum(together) AS BIGINT) AS together
FROM pair_moves
GROUP BY from_product, to_product, day

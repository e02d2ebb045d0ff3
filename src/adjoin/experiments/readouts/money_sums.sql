/* ---
what: >
  Sums of the money of matured units by arm and week, from which means, variances and the covariance with the money
  held before are made.
key: [as_of, experiment, source, arm, looked_on, by_read_on]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  looked_on: the Sunday of the week in which they matured, at most the moment
  by_read_on: whether they matured by the day of the fixed-date read-out
  roots: units
  total: money
  squares: of the money
  before: money held the day before
  before_squares: of it
  products: of money and money held before
  starts_unpriced: lines without a price, which add nothing
--- */
SELECT
    as_of,
    experiment,
    source,
    arm,
    is_control,
    least(CAST(date_trunc('week', matures_on) AS DATE) + 6, as_of) AS looked_on,
    coalesce(matures_on <= read_on, TRUE) AS by_read_on,
    count(*) AS roots,
    round(sum(money), 4) AS total,
    round(sum(money * money), 4) AS squares,
    round(sum(money_before), 4) AS before,
    round(sum(money_before * money_before), 4) AS before_squares,
    round(sum(money * money_before), 4) AS products,
    CAST(sum(unpriced) AS BIGINT) AS starts_unpriced
FROM experiment_units
WHERE matured AND left_out IS NULL
GROUP BY
    as_of, experiment, source, arm, is_control,
    least(CAST(date_trunc('week', matures_on) AS DATE) + 6, as_of), coalesce(matures_on <= read_on, TRUE)

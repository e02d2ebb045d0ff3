/* ---
what: Everybody with an arm, in experiments of ours and in those made elsewhere, with the days that count.
key: [as_of, experiment, source, unit_id]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  account_id: the one the play was for, or that was assigned
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  began_on: the first day that counts; null without a play
  product_id: null where any product counts
  matures_on: the last day that counts
  read_on: the day of the fixed-date read-out; null elsewhere
  horizon_days: from the first day to the last
keep: view
--- */
WITH everybody AS (
    SELECT
        as_of, experiment, source, unit_id, account_id, arm, is_control, began_on, product_id, horizon_days, read_on
    FROM entered_own
    UNION ALL
    SELECT
        as_of, experiment, source, unit_id, account_id, arm, is_control, began_on, product_id, horizon_days, read_on
    FROM entered_elsewhere
)

SELECT
    as_of,
    experiment,
    source,
    unit_id,
    account_id,
    arm,
    is_control,
    began_on,
    product_id,
    began_on + CAST(horizon_days AS INTEGER) AS matures_on,
    read_on,
    horizon_days
FROM everybody

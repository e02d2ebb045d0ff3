/* ---
what: >
  What randomised trials say of open cells, for the scores: only from the engine's own experiments and those said to
  count as a play, and only where they show that accounts differ, or that the treatment does harm. One experiment and
  arm a cell: our own first, then the one with the most accounts treated.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  probability: of starting the product within the experiment's horizon, if approached
  probability_low: bound
  probability_high: bound
  baseline_probability: the same, if left alone
  added_probability: the difference
  do_not_disturb: accounts like it are put off
--- */
WITH ranked AS (
    SELECT
        uplift.*,
        row_number() OVER (
            PARTITION BY uplift.as_of, uplift.account_id, uplift.product_id
            ORDER BY
                CASE counted.source WHEN 'own' THEN 0 ELSE 1 END, summary.treated DESC, uplift.experiment, uplift.arm
        ) AS place
    FROM uplift
    INNER JOIN uplift_summary AS summary
        ON
            uplift.as_of = summary.as_of
            AND uplift.experiment = summary.experiment
            AND uplift.arm = summary.arm
    INNER JOIN counted_experiments AS counted
        ON uplift.as_of = counted.as_of AND uplift.experiment = counted.experiment
    INNER JOIN cells
        ON
            uplift.as_of = cells.as_of
            AND uplift.account_id = cells.account_id
            AND uplift.product_id = cells.product_id
    WHERE
        uplift.added_probability IS NOT NULL
        AND uplift.baseline_probability IS NOT NULL
        AND (summary.verdict = 'differs' OR summary.harms)
)

SELECT
    as_of,
    account_id,
    product_id,
    least(greatest(round(baseline_probability + added_probability, 9), 0), 1) AS probability,
    least(greatest(round(baseline_probability + low, 9), 0), 1) AS probability_low,
    least(greatest(round(baseline_probability + high, 9), 0), 1) AS probability_high,
    baseline_probability,
    added_probability,
    do_not_disturb
FROM ranked
WHERE place = 1

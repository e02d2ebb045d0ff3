/* ---
what: >
  Roots of the book for which a running experiment has no arm yet: they came after it began, or left another root. Roots
  with an account that was excluded before the draw stay out.
key: [as_of, experiment, root_id]
columns:
  as_of: date
  experiment: text
  root_id: text
--- */
WITH running AS (
    SELECT as_of, experiment FROM known.experiments
    WHERE
        stopped_on IS NULL
        AND started_on < as_of
        AND (design = 'holdout' OR coalesce(as_of <= read_on, TRUE))
),

book AS (
    SELECT DISTINCT roots.as_of, roots.root_id
    FROM roots
    INNER JOIN holdings ON roots.as_of = holdings.as_of AND roots.account_id = holdings.account_id
),

left_out AS (
    SELECT DISTINCT roots.as_of, excluded_roots.experiment, roots.root_id
    FROM roots
    INNER JOIN excluded_roots ON roots.account_id = excluded_roots.root_id
)

SELECT running.as_of, running.experiment, book.root_id
FROM running
INNER JOIN book ON running.as_of = book.as_of
LEFT JOIN root_arms AS drawn
    ON
        running.as_of = drawn.as_of
        AND running.experiment = drawn.experiment
        AND book.root_id = drawn.root_id
LEFT JOIN left_out
    ON
        running.as_of = left_out.as_of
        AND running.experiment = left_out.experiment
        AND book.root_id = left_out.root_id
WHERE drawn.root_id IS NULL AND left_out.root_id IS NULL

/* ---
what: >
  Whom uplift speaks of: the accounts of every experiment, and the rest of the book that could still be approached for
  one of its products (any account of the book, where the experiment was about no product in particular).
key: [as_of, experiment, account_id, product_id]
columns:
  as_of: date
  experiment: text
  account_id: text
  product_id: null where any product counted
  unit_id: what was assigned, null outside the experiment
  arm: null outside the experiment
  is_control: false outside the experiment
  matured: the horizon has passed
  converted: the product started within the horizon
  in_experiment: it was assigned
  on_day: the day for which features are told, the first of the assignment or the moment
--- */
WITH enrolled AS (
    SELECT
        as_of,
        experiment,
        account_id,
        product_id,
        unit_id,
        arm,
        is_control,
        coalesce(matured, FALSE) AS matured,
        coalesce(converted, FALSE) AS converted,
        began_on
    FROM experiment_units
    WHERE left_out IS NULL
),

tried AS (
    SELECT DISTINCT as_of, experiment, product_id FROM enrolled
    WHERE matured
),

book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
),

reachable AS (
    SELECT tried.as_of, tried.experiment, cells.account_id, cells.product_id
    FROM tried
    INNER JOIN cells ON tried.as_of = cells.as_of AND tried.product_id = cells.product_id
    UNION ALL
    SELECT tried.as_of, tried.experiment, book.account_id, tried.product_id
    FROM tried
    INNER JOIN book ON tried.as_of = book.as_of
    WHERE tried.product_id IS NULL
)

SELECT
    as_of, experiment, account_id, product_id, unit_id, arm, is_control, matured, converted, TRUE AS in_experiment,
    coalesce(began_on, as_of) AS on_day
FROM enrolled
UNION ALL
SELECT
    reachable.as_of,
    reachable.experiment,
    reachable.account_id,
    reachable.product_id,
    CAST(NULL AS TEXT) AS unit_id,
    CAST(NULL AS TEXT) AS arm,
    FALSE AS is_control,
    FALSE AS matured,
    FALSE AS converted,
    FALSE AS in_experiment,
    reachable.as_of AS on_day
FROM reachable
LEFT JOIN enrolled
    ON
        reachable.as_of = enrolled.as_of
        AND reachable.experiment = enrolled.experiment
        AND reachable.account_id = enrolled.account_id
        AND coalesce(reachable.product_id, '') = coalesce(enrolled.product_id, '')
WHERE enrolled.account_id IS NULL

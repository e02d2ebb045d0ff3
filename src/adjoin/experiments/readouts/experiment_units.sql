/* ---
what: >
  Everybody with an arm, with the outcome by intention to treat: whether the product starts, paid and with a known
  start, on the days that count, the first and the last included; at any account of the root in experiments of ours,
  any product not held on the first day where none is named.
key: [as_of, experiment, source, unit_id]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  account_id: the one the play was for, or that was assigned
  arm: text
  is_control: whether the arm is the one left alone; null where nobody said which one is
  began_on: the first real or ghost play, or assigned on; null without a play
  product_id: null where any product counts
  matures_on: the last day that counts
  read_on: the day of the fixed-date read-out; null elsewhere
  matured: whether that day has come
  converted: null until matured, and for who is left out
  left_out: held_it_already, start_unknown, never_proposed or filler_only; null for who is analysed
  money: a year, of all that started on the days that count; null until matured, and for who is left out
  unpriced: lines among them without a price, which add nothing
  money_before: a year, paid the day before the first
--- */
WITH by_product AS (
    SELECT
        as_of,
        experiment,
        source,
        unit_id,
        product_id,
        max(CASE WHEN held THEN 1 ELSE 0 END) AS held,
        max(CASE WHEN starts THEN 1 ELSE 0 END) AS starts,
        max(CASE WHEN start_unknown THEN 1 ELSE 0 END) AS start_unknown
    FROM unit_spans
    GROUP BY as_of, experiment, source, unit_id, product_id
),

seen AS (
    SELECT
        entered.as_of,
        entered.experiment,
        entered.source,
        entered.unit_id,
        max(
            CASE
                WHEN entered.product_id = by_product.product_id THEN by_product.starts
                WHEN entered.product_id IS NULL THEN by_product.starts * (1 - by_product.held)
                ELSE 0
            END
        ) AS starts,
        max(CASE WHEN entered.product_id = by_product.product_id THEN by_product.held ELSE 0 END) AS held,
        max(
            CASE WHEN entered.product_id = by_product.product_id THEN by_product.start_unknown ELSE 0 END
        ) AS start_unknown
    FROM entered
    INNER JOIN by_product
        ON
            entered.as_of = by_product.as_of
            AND entered.experiment = by_product.experiment
            AND entered.source = by_product.source
            AND entered.unit_id = by_product.unit_id
    GROUP BY entered.as_of, entered.experiment, entered.source, entered.unit_id
),

judged AS (
    SELECT
        entered.*,
        coalesce(entered.matures_on <= entered.as_of, FALSE) AS matured,
        coalesce(seen.starts, 0) = 1 AS starts,
        CASE
            WHEN entered.source = 'elsewhere' AND seen.held = 1 THEN 'held_it_already'
            WHEN entered.source = 'elsewhere' AND seen.start_unknown = 1 THEN 'start_unknown'
            WHEN entered.began_on IS NULL AND filler_roots.root_id IS NOT NULL THEN 'filler_only'
            WHEN entered.began_on IS NULL THEN 'never_proposed'
        END AS left_out
    FROM entered
    LEFT JOIN seen
        ON
            entered.as_of = seen.as_of
            AND entered.experiment = seen.experiment
            AND entered.source = seen.source
            AND entered.unit_id = seen.unit_id
    LEFT JOIN filler_roots
        ON
            entered.source = 'own'
            AND entered.as_of = filler_roots.as_of
            AND entered.experiment = filler_roots.experiment
            AND entered.unit_id = filler_roots.root_id
)

SELECT
    judged.as_of,
    judged.experiment,
    judged.source,
    judged.unit_id,
    judged.account_id,
    judged.arm,
    judged.is_control,
    judged.began_on,
    judged.product_id,
    judged.matures_on,
    judged.read_on,
    judged.matured,
    CASE WHEN judged.matured AND judged.left_out IS NULL THEN judged.starts END AS converted,
    judged.left_out,
    CASE WHEN judged.matured AND judged.left_out IS NULL THEN unit_money.money END AS money,
    CAST(coalesce(unit_money.unpriced, 0) AS BIGINT) AS unpriced,
    unit_money.money_before
FROM judged
LEFT JOIN unit_money
    ON
        judged.as_of = unit_money.as_of
        AND judged.experiment = unit_money.experiment
        AND judged.source = unit_money.source
        AND judged.unit_id = unit_money.unit_id

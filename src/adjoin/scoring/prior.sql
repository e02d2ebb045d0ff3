/* ---
what: >
  The prior, which works from day one without any history: the log-odds of the chance from now under the held product
  it most likely follows, moved by the account's signals and by how ready the pair is there, times 0.6 in odds where the
  product is a project of its own.
  Rounded, for sums over many rows differ in their last digits from run to run.
key: [as_of, account_id, product_id]
keep: view
columns:
  as_of: date
  account_id: text
  product_id: text
  base_product_id: the held product it builds on
  probability: of starting the product within the horizon
  probability_low: from the lower bound of the chance
  probability_high: from the upper bound of the chance
  horizon_days: of the probability; null in snapshot mode, where it is the share that holds both
  basis: what the probability is about (practice, as the accounts behave under today's habits)
  source: prior
  baseline_probability: null until randomised data can tell
  expected_acv: money a year
  expected_value: probability times expected_acv
  value_basis: gross
  acv_source: where expected_acv comes from
  chance: from now, before any signal
  shift: log-odds by which the signals, the pair's readiness and a separate implementation moved it
  moved: what the signals contributed, the largest first, then what the pair's readiness did, as JSON
parameters: {separate_implementation: 0.6, floor: 0.0001}
--- */
-- Cells that no signal moves, and those without a price, need no join: in a large book they are nearly all.
WITH shifted AS (
    SELECT as_of, account_id, product_id, shift, moved FROM signal_shift
    WHERE shift <> 0 OR moved IS NOT NULL
),

priced AS (
    SELECT as_of, account_id, product_id, expected_acv, acv_source FROM typical_acv
    WHERE acv_source IS NOT NULL
),

placed AS (
    SELECT
        bases.as_of,
        bases.account_id,
        bases.product_id,
        bases.base_product_id,
        bases.chance,
        CASE WHEN bases.held_together IS NULL THEN CAST(90 AS BIGINT) END AS horizon_days,
        coalesce(shifted.shift, 0) + CASE
            WHEN products.implementation = 'project' THEN ln($separate_implementation)
            ELSE 0
        END + coalesce(levels.log_odds, 0) AS shift,
        CASE
            WHEN levels.moved IS NULL THEN shifted.moved
            WHEN shifted.moved IS NULL OR shifted.moved = '[]' THEN levels.moved
            ELSE substr(shifted.moved, 1, length(shifted.moved) - 1) || ',' || substr(levels.moved, 2)
        END AS moved,
        least(greatest(coalesce(bases.chance, bases.held_together, 0), $floor), 0.99) AS middle,
        least(greatest(coalesce(bases.chance_low, bases.held_together, 0), $floor / 10), 0.99) AS low,
        least(greatest(coalesce(bases.chance_high, bases.held_together, 0), $floor * 10), 0.999) AS high,
        priced.expected_acv,
        priced.acv_source
    FROM bases
    INNER JOIN catalog_products AS products ON bases.product_id = products.product_id
    LEFT JOIN readiness_needs AS needed ON bases.product_id = needed.product_id
    LEFT JOIN readiness_gaps AS gaps
        ON bases.as_of = gaps.as_of AND bases.account_id = gaps.account_id AND needed.needs = gaps.needs
    LEFT JOIN readiness_levels AS levels
        ON
            bases.as_of = levels.as_of
            AND bases.product_id = levels.product_id
            AND bases.base_product_id = levels.base_product_id
            AND coalesce(gaps.gaps, '') = levels.gaps
    LEFT JOIN shifted
        ON
            bases.as_of = shifted.as_of
            AND bases.account_id = shifted.account_id
            AND bases.product_id = shifted.product_id
    LEFT JOIN priced
        ON
            bases.as_of = priced.as_of
            AND bases.account_id = priced.account_id
            AND bases.product_id = priced.product_id
),

moved_odds AS (
    SELECT
        *,
        round(1 / (1 + exp(-(ln(middle / (1 - middle)) + shift))), 9) AS probability,
        round(1 / (1 + exp(-(ln(low / (1 - low)) + shift))), 9) AS probability_low,
        round(1 / (1 + exp(-(ln(high / (1 - high)) + shift))), 9) AS probability_high
    FROM placed
)

SELECT
    as_of,
    account_id,
    product_id,
    base_product_id,
    probability,
    probability_low,
    probability_high,
    horizon_days,
    'practice' AS basis,
    'prior' AS source,
    CAST(NULL AS DOUBLE) AS baseline_probability,
    expected_acv,
    round(probability * expected_acv, 2) AS expected_value,
    'gross' AS value_basis,
    acv_source,
    chance,
    shift,
    moved
FROM moved_odds

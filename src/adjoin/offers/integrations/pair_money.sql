/* ---
what: >
  What missing integrations cost, summed over the sellable cells of each pair: [σ(logit p + Δ) − p] × expected_acv, Δ
  the log-odds that the missing would add, which is [k p / (1 − p + k p) − p] × expected_acv with k = exp Δ. The bounds
  take every chance at its lower or higher bound at once; the gain is largest at p = 1 / (1 + √k), so that the upper
  one is taken there where it lies between the bounds.
key: [as_of, product_id, base_product_id]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product
  accounts: cells, one account each
  priced: of them, those with a price
  lacking: of the priced, those whose account lacks something on its own side
  horizon_days: of the chances; null in snapshot mode
  sign_on: money of building this part alone
  shared_data: likewise
  activation: likewise
  experience: likewise
  separate: likewise
  built: money of building all that the pair lacks
  built_low: bound
  built_high: bound
  switched: money of the accounts' getting what they lack, the pairs as they are
  switched_low: bound
  switched_high: bound
  whole: money of the two together
  whole_low: bound
  whole_high: bound
--- */
WITH cells AS (
    SELECT
        sellable.as_of,
        sellable.product_id,
        sellable.base_product_id,
        sellable.horizon_days,
        sellable.expected_acv AS acv,
        sellable.probability AS p,
        sellable.probability_low AS low,
        sellable.probability_high AS high,
        coalesce(unmet.lacks, 0) AS lacks
    FROM sellable
    LEFT JOIN unmet_aspects AS unmet
        ON
            sellable.as_of = unmet.as_of
            AND sellable.account_id = unmet.account_id
            AND sellable.product_id = unmet.product_id
),

moved AS (
    SELECT
        cells.*,
        factors.sign_on, factors.shared_data, factors.activation, factors.experience, factors.separate,
        factors.built, factors.switched, factors.whole,
        least(greatest(1 / (1 + sqrt(factors.built)), low), high) AS built_best,
        least(greatest(1 / (1 + sqrt(factors.switched)), low), high) AS switched_best,
        least(greatest(1 / (1 + sqrt(factors.whole)), low), high) AS whole_best
    FROM cells
    INNER JOIN pair_factors AS factors
        ON
            cells.as_of = factors.as_of
            AND cells.product_id = factors.product_id
            AND cells.base_product_id = factors.base_product_id
            AND cells.lacks = factors.lacks
)

SELECT
    as_of,
    product_id,
    base_product_id,
    count(*) AS accounts,
    count(acv) AS priced,
    count(CASE WHEN lacks > 0 THEN acv END) AS lacking,
    max(horizon_days) AS horizon_days,
    round(sum(acv * (sign_on * p / (1 - p + sign_on * p) - p)), 2) AS sign_on,
    round(sum(acv * (shared_data * p / (1 - p + shared_data * p) - p)), 2) AS shared_data,
    round(sum(acv * (activation * p / (1 - p + activation * p) - p)), 2) AS activation,
    round(sum(acv * (experience * p / (1 - p + experience * p) - p)), 2) AS experience,
    round(sum(acv * (separate * p / (1 - p + separate * p) - p)), 2) AS separate,
    round(sum(acv * (built * p / (1 - p + built * p) - p)), 2) AS built,
    round(sum(acv * least(
        built * low / (1 - low + built * low) - low, built * high / (1 - high + built * high) - high
    )), 2) AS built_low,
    round(sum(acv * (built * built_best / (1 - built_best + built * built_best) - built_best)), 2) AS built_high,
    round(sum(acv * (switched * p / (1 - p + switched * p) - p)), 2) AS switched,
    round(sum(acv * least(
        switched * low / (1 - low + switched * low) - low, switched * high / (1 - high + switched * high) - high
    )), 2) AS switched_low,
    round(sum(acv * (
        switched * switched_best / (1 - switched_best + switched * switched_best) - switched_best
    )), 2) AS switched_high,
    round(sum(acv * (whole * p / (1 - p + whole * p) - p)), 2) AS whole,
    round(sum(acv * least(
        whole * low / (1 - low + whole * low) - low, whole * high / (1 - high + whole * high) - high
    )), 2) AS whole_low,
    round(sum(acv * (whole * whole_best / (1 - whole_best + whole * whole_best) - whole_best)), 2) AS whole_high
FROM moved
GROUP BY as_of, product_id, base_product_id

/* ---
what: >
  The probability of every open cell that decisions use, with its basis: the learned model's where it is in use and
  knows cells like this one, the prior's where it does not (`extrapolated`) or there is none; where nobody knows start
  dates, the snapshot ranking's. A launched product keeps the prior's probability and says that it is a launch. Where
  randomised trials show that accounts differ, or that approaching does harm, their number takes the place of all
  these, and the value counts only what approaching adds: below nothing for those it puts off.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  base_product_id: the held product it builds on
  probability: of starting the product within the horizon; in snapshot mode of holding it
  probability_low: bound
  probability_high: bound
  horizon_days: null in snapshot mode
  basis: >
    practice (as accounts behave under today's habits), approached (if approached, for cells like those that were),
    extrapolated (cells unlike any that were approached, the prior's number), randomised (if approached, as measured
    against accounts that chance left alone)
  source: prior, learned, launch, snapshot or randomised
  baseline_probability: of starting it if left alone; null until randomised data can tell
  expected_acv: money a year
  expected_value: >
    probability times expected_acv less the cost of the motion; with value_basis added, what approaching adds to the
    probability times expected_acv, less that cost; never above 0 where the account is not to be disturbed
  value_basis: gross or added
  acv_source: where expected_acv comes from
  chance: from now, before any signal
  shift: log-odds by which the signals moved the prior
  moved: what moved it, the largest first, as JSON
  prior_probability: what the prior says
  band: low, middle or high, shown instead of a per cent while few outcomes are known; null once enough are
  like_count: approached cells like this one
  like_adopted: how many of them started the product
--- */
WITH told AS (
    SELECT
        prior.*,
        learned.probability AS learned_probability,
        learned.probability_low AS learned_low,
        learned.probability_high AS learned_high,
        learned.moved AS learned_moved,
        snapshots.probability AS snapshot_probability,
        snapshots.probability_low AS snapshot_low,
        snapshots.probability_high AS snapshot_high,
        snapshots.moved AS snapshot_moved,
        snapshots.base_product_id AS snapshot_base,
        randomised.probability AS randomised_probability,
        randomised.probability_low AS randomised_low,
        randomised.probability_high AS randomised_high,
        randomised.baseline_probability AS left_alone,
        randomised.added_probability,
        coalesce(randomised.do_not_disturb, FALSE) AS do_not_disturb,
        learned.band,
        learned.like_count,
        learned.like_adopted,
        coalesce(motions.cost, 0) AS cost,
        CASE
            WHEN prior.horizon_days IS NULL AND snapshots.probability IS NOT NULL THEN 'snapshot'
            WHEN launch.product_id IS NOT NULL THEN 'launch'
            WHEN prior.horizon_days IS NOT NULL AND randomised.probability IS NOT NULL THEN 'randomised'
            WHEN prior.horizon_days IS NOT NULL AND learned.in_use AND learned.basis = 'approached' THEN 'learned'
            ELSE 'prior'
        END AS from_where,
        coalesce(prior.horizon_days IS NOT NULL AND learned.in_use AND learned.basis = 'extrapolated', FALSE)
            AS is_extrapolated
    FROM prior
    LEFT JOIN learned
        ON
            prior.as_of = learned.as_of
            AND prior.account_id = learned.account_id
            AND prior.product_id = learned.product_id
    LEFT JOIN motions
        ON
            prior.as_of = motions.as_of
            AND prior.account_id = motions.account_id
            AND prior.product_id = motions.product_id
    LEFT JOIN snapshot_scores AS snapshots
        ON
            prior.as_of = snapshots.as_of
            AND prior.account_id = snapshots.account_id
            AND prior.product_id = snapshots.product_id
    LEFT JOIN launch
        ON
            prior.as_of = launch.as_of
            AND prior.account_id = launch.account_id
            AND prior.product_id = launch.product_id
    LEFT JOIN randomised
        ON
            prior.as_of = randomised.as_of
            AND prior.account_id = randomised.account_id
            AND prior.product_id = randomised.product_id
),

chosen AS (
    SELECT
        *,
        CASE from_where
            WHEN 'learned' THEN learned_probability WHEN 'snapshot' THEN snapshot_probability
            WHEN 'randomised' THEN randomised_probability ELSE probability
        END AS now_probability,
        CASE from_where
            WHEN 'learned' THEN learned_low WHEN 'snapshot' THEN snapshot_low
            WHEN 'randomised' THEN randomised_low ELSE probability_low
        END AS now_low,
        CASE from_where
            WHEN 'learned' THEN learned_high WHEN 'snapshot' THEN snapshot_high
            WHEN 'randomised' THEN randomised_high ELSE probability_high
        END AS now_high
    FROM told
)

SELECT
    as_of,
    account_id,
    product_id,
    coalesce(snapshot_base, base_product_id) AS base_product_id,
    now_probability AS probability,
    now_low AS probability_low,
    now_high AS probability_high,
    CASE WHEN from_where <> 'snapshot' THEN horizon_days END AS horizon_days,
    CASE
        WHEN from_where = 'learned' THEN 'approached'
        WHEN from_where = 'randomised' THEN 'randomised'
        WHEN from_where = 'prior' AND is_extrapolated THEN 'extrapolated'
        ELSE basis
    END AS basis,
    from_where AS source,
    CASE WHEN from_where = 'randomised' THEN left_alone ELSE baseline_probability END AS baseline_probability,
    expected_acv,
    CASE
        WHEN from_where <> 'randomised' THEN round(now_probability * expected_acv - cost, 2)
        WHEN do_not_disturb THEN least(round(added_probability * expected_acv - cost, 2), 0)
        ELSE round(added_probability * expected_acv - cost, 2)
    END AS expected_value,
    CASE WHEN from_where = 'randomised' THEN 'added' ELSE value_basis END AS value_basis,
    acv_source,
    chance,
    shift,
    CASE from_where
        WHEN 'learned' THEN coalesce(learned_moved, moved) WHEN 'snapshot' THEN coalesce(snapshot_moved, moved)
        ELSE moved
    END AS moved,
    probability AS prior_probability,
    CASE WHEN from_where <> 'randomised' THEN band END AS band,
    like_count,
    like_adopted
FROM chosen

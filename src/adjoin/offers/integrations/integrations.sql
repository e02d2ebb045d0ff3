/* ---
what: >
  What is missing between products, ranked by the money it costs. kind pair: what we would build, over the cells that
  build on that pair, each open cell in one row only. kind prerequisite: what accounts would have to switch on; their
  cells stand in the rows of pairs too, so add up by integration_totals. Money is revenue a year that would be expected
  within the horizon on top of what is expected today. A pair of which the catalog says nothing stands last, unpriced, if it says something of any.
key: [as_of, rank]
columns:
  as_of: date
  rank: 1 for the dearest
  kind: pair or prerequisite
  product_id: the open product
  base_product_id: the held product; null for a prerequisite
  name: the pair, or the prerequisite's name
  aspect: the part that costs most; null where nothing is said
  missing: 'JSON list: aspect, state (missing, partial, unmet or unknown), money of this part alone'
  accounts: that could buy, see sellable; for a prerequisite those where it is not met
  priced: of them, those with a price
  unknown: for a prerequisite, accounts where nobody knows
  money: see above; null without a price or where nothing is said
  money_low: with every chance at its lower bound
  money_high: with every chance at its higher bound
  horizon_days: of the chances; null in snapshot mode
  delay_days: by which a sale takes longer than 30 days; null where unknown
  cycle_basis: where that comes from
  weights: of the parts, default, or learned where one of them is; null where nothing is said
  observed_share: share that begins the second within a year of the first; null where history has not enough
  ready_share: the mean of it over pairs that lack nothing
  observed: the two in words; null where history has not enough of both
  says: one sentence
  what_to_do: one sentence
parameters: {ready_cycle_days: 30}
--- */
WITH gathered AS (
    SELECT
        as_of,
        product_id,
        base_product_id,
        max(CASE WHEN place = 1 AND state <> 'unknown' THEN aspect END) AS aspect,
        max(CASE WHEN place = 1 AND state <> 'unknown' THEN deed END) AS deed,
        count(CASE WHEN state = 'unknown' THEN 1 END) AS unsaid,
        string_agg(CASE WHEN state <> 'unknown' THEN words END, ', ' ORDER BY place) AS words,
        '[' || string_agg(
            CAST(json_object('aspect', aspect, 'state', state, 'money', money) AS VARCHAR), ', ' ORDER BY place
        ) || ']' AS missing,
        max(CASE WHEN state <> 'unknown' THEN source END) AS weights
    FROM missing_parts
    GROUP BY as_of, product_id, base_product_id
),

pairs AS (
    SELECT
        gathered.*,
        pair_money.accounts,
        pair_money.priced,
        pair_money.horizon_days,
        CASE WHEN gathered.aspect IS NOT NULL THEN pair_money.built END AS money,
        CASE WHEN gathered.aspect IS NOT NULL THEN pair_money.built_low END AS money_low,
        CASE WHEN gathered.aspect IS NOT NULL THEN pair_money.built_high END AS money_high,
        greatest(round(readiness.cycle_days) - $ready_cycle_days, 0) AS delay_days,
        readiness.cycle_basis,
        CASE WHEN affinity.enough THEN round(affinity.probability, 9) END AS observed_share,
        ready_pairs.share AS ready_share,
        ready_pairs.pairs AS ready,
        base.name AS base_name,
        product.name AS product_name
    FROM gathered
    INNER JOIN pair_money
        ON
            gathered.as_of = pair_money.as_of
            AND gathered.product_id = pair_money.product_id
            AND gathered.base_product_id = pair_money.base_product_id
    INNER JOIN pair_readiness AS readiness
        ON
            gathered.as_of = readiness.as_of
            AND gathered.product_id = readiness.product_id
            AND gathered.base_product_id = readiness.base_product_id
    INNER JOIN catalog_products AS base ON gathered.base_product_id = base.product_id
    INNER JOIN catalog_products AS product ON gathered.product_id = product.product_id
    LEFT JOIN affinity
        ON
            gathered.base_product_id = affinity.from_product
            AND gathered.product_id = affinity.to_product
            AND affinity.horizon_days = 365
    LEFT JOIN ready_pairs ON gathered.as_of = ready_pairs.as_of
    INNER JOIN readiness_said ON gathered.as_of = readiness_said.as_of
    -- Something is known to be missing, or nothing at all is said; a pair that is ready as far as said has no row.
    WHERE gathered.aspect IS NOT NULL OR (gathered.unsaid = 4 AND readiness_said.said > 0)
),

found AS (
    SELECT
        as_of,
        'pair' AS kind,
        product_id,
        base_product_id,
        base_name || ' → ' || product_name AS name,
        aspect,
        missing,
        accounts,
        priced,
        CAST(0 AS BIGINT) AS unknown,
        money,
        money_low,
        money_high,
        horizon_days,
        CAST(delay_days AS BIGINT) AS delay_days,
        cycle_basis,
        weights,
        observed_share,
        ready_share,
        CASE WHEN observed_share IS NOT NULL AND ready_share IS NOT NULL
            THEN CAST(CAST(round(100 * observed_share, 1) AS DECIMAL(5, 1)) AS VARCHAR) || ' % of those that begin '
                || base_name || ' begin ' || product_name || ' within a year; of the '
                || CAST(ready AS VARCHAR) || CASE ready WHEN 1 THEN ' pair that lacks' ELSE ' pairs that lack' END
                || ' nothing it is '
                || CAST(CAST(round(100 * ready_share, 1) AS DECIMAL(5, 1)) AS VARCHAR) || ' %'
                || CASE WHEN observed_share >= ready_share
                    THEN ': history does not show that it holds anybody back' ELSE '' END
        END AS observed,
        CASE WHEN aspect IS NULL
            THEN 'The catalog does not say how ' || product_name || ' works with ' || base_name
            ELSE 'Missing between ' || base_name || ' and ' || product_name || ': ' || words
        END || '; ' || CAST(accounts AS VARCHAR)
        || CASE accounts WHEN 1 THEN ' account' ELSE ' accounts' END || ' could go on from one to the other'
        || CASE WHEN weights = 'default' AND money IS NOT NULL
            THEN '; the money is by the usual weights, not yet learned from your deals' ELSE ''
        END AS says,
        CASE WHEN aspect IS NULL
            THEN 'Say in catalog.yaml how they work together: works_with of ' || product_name
            ELSE deed
        END AS what_to_do
    FROM pairs
    UNION ALL
    SELECT
        money.as_of,
        'prerequisite' AS kind,
        money.product_id,
        CAST(NULL AS VARCHAR) AS base_product_id,
        money.name,
        money.aspect,
        '[' || CAST(json_object('aspect', money.aspect, 'state', 'unmet', 'money', money.money) AS VARCHAR) || ']'
            AS missing,
        money.accounts,
        money.priced,
        money.unknown,
        money.money,
        money.money_low,
        money.money_high,
        money.horizon_days,
        CAST(NULL AS BIGINT) AS delay_days,
        CAST(NULL AS VARCHAR) AS cycle_basis,
        money.source AS weights,
        CAST(NULL AS DOUBLE) AS observed_share,
        CAST(NULL AS DOUBLE) AS ready_share,
        CAST(NULL AS VARCHAR) AS observed,
        upper(substr(money.name, 1, 1)) || substr(money.name, 2) || ' is missing at ' || CAST(money.accounts AS VARCHAR)
        || CASE money.accounts WHEN 1 THEN ' account' ELSE ' accounts' END || ' that could buy ' || products.name
        || CASE WHEN money.unknown > 0
            THEN '; of ' || CAST(money.unknown AS VARCHAR) || ' more nobody knows' ELSE ''
        END
        || CASE WHEN money.source = 'default' AND money.money IS NOT NULL
            THEN '; the money is by the usual weights, not yet learned from your deals' ELSE ''
        END AS says,
        'Help these accounts to have it before ' || products.name || ' is pitched' AS what_to_do
    FROM prerequisite_money AS money
    INNER JOIN catalog_products AS products ON money.product_id = products.product_id
    WHERE money.accounts > 0
)

SELECT
    as_of,
    row_number() OVER (
        PARTITION BY as_of
        ORDER BY
            aspect IS NULL, money DESC NULLS LAST, accounts DESC, kind, product_id, base_product_id NULLS LAST,
            name, aspect
    ) AS rank,
    kind, product_id, base_product_id, name, aspect, missing, accounts, priced, unknown, money, money_low, money_high,
    horizon_days, delay_days, cycle_basis, weights, observed_share, ready_share, observed, says, what_to_do
FROM found

/* ---
what: >
  One row an account of the book: the one next best product and what to do, or why there is none now and when to look
  again. priority: play first, then discover, then the rest, each by expected value, else probability, then account.
  slot: plays have a slot of this week; what has none yet is queued.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: null only for none; front ends show nothing more than the action of an account held out
  base_product_id: the held product it builds on
  priority: 1 is first, unique over the book
  action: play, discover, fix_adoption, fold_into_renewal, wait, holdout or none
  probability: of starting the product within the horizon
  probability_low: bound
  probability_high: bound
  expected_acv: money a year
  expected_value: probability times expected_acv
  motion: how it would be brought to the account; null where nobody speaks to it
  motion_why: why this motion
  owner: ours
  primary_contact_id: the buyer by title, where one is known
  why: one sentence
  blocked_by: the most severe gate
  blockers: how many gates block
  reopens_on: the day on which they have all lifted
  look_again_on: reopens_on, or where that is unknown the next review
  warnings: what to mind
  slot: this_week, queued or null
  because: why the product changed since it was last shown, or stayed
  filler: true where it has the slot of an account held out; it is not analysed
parameters: {review_days: 14}
--- */
WITH ordered_buyers AS (
    SELECT
        as_of,
        account_id,
        product_id,
        contact_id,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY said_on DESC NULLS LAST, similarity DESC, spoken_on DESC NULLS LAST,
                appeared_on DESC NULLS LAST, contact_id
        ) AS place
    FROM stakeholders
    WHERE role = 'buyer'
),

buyers AS (
    SELECT as_of, account_id, product_id, contact_id FROM ordered_buyers
    WHERE place = 1
),

followed AS (
    SELECT
        affinity.from_product,
        affinity.to_product,
        CASE
            WHEN affinity.adopters > 0
                THEN CAST(affinity.adopters AS VARCHAR) || ' of ' || CAST(affinity.at_risk AS VARCHAR)
                    || ' accounts that began ' || base.name || ' took ' || product.name || ' within 90 days'
            WHEN affinity.at_risk > 0
                THEN 'none of ' || CAST(affinity.at_risk AS VARCHAR) || ' accounts that began ' || base.name
                    || ' took ' || product.name || ' within 90 days'
            WHEN affinity.reason = 'no start dates'
                THEN 'ranked by how often it is held beside ' || base.name || ', for no start dates are mapped'
            ELSE 'no account was seen to begin ' || base.name
        END AS says
    FROM affinity
    INNER JOIN catalog_products AS base ON affinity.from_product = base.product_id
    INNER JOIN catalog_products AS product ON affinity.to_product = product.product_id
    WHERE affinity.horizon_days = 90
),

told AS (
    SELECT
        chosen.as_of,
        chosen.account_id,
        CASE
            WHEN NOT chosen.held OR chosen.in_play_since IS NOT NULL OR chosen.action <> 'none' THEN chosen.product_id
        END AS product_id,
        CASE WHEN NOT chosen.held OR chosen.in_play_since IS NOT NULL THEN chosen.base_product_id END AS base_product_id,
        chosen.action,
        CASE WHEN NOT chosen.held THEN chosen.probability END AS probability,
        CASE WHEN NOT chosen.held THEN chosen.probability_low END AS probability_low,
        CASE WHEN NOT chosen.held THEN chosen.probability_high END AS probability_high,
        CASE WHEN NOT chosen.held THEN chosen.expected_acv END AS expected_acv,
        CASE WHEN NOT chosen.held THEN chosen.expected_value END AS expected_value,
        chosen.blocked_by,
        chosen.blockers,
        chosen.reopens_on,
        CASE WHEN NOT chosen.held THEN chosen.warnings END AS warnings,
        CASE WHEN NOT chosen.held THEN chosen.slot END AS slot,
        chosen.filler AND NOT chosen.held AS filler,
        because.because,
        CASE WHEN NOT chosen.held THEN motions.motion END AS motion,
        CASE WHEN NOT chosen.held THEN motions.motion_why END AS motion_why,
        accounts.csm,
        accounts.ae,
        CASE WHEN NOT chosen.held THEN buyers.contact_id END AS contact_id,
        CASE
            WHEN chosen.in_play_since IS NOT NULL
                THEN coalesce(products.name, chosen.product_id) || ' is in play since '
                    || CAST(chosen.in_play_since AS VARCHAR)
            WHEN chosen.action = 'holdout' THEN 'Held out by chance, to measure what plays change: leave it to itself'
            WHEN chosen.product_id IS NULL THEN 'Everything in the catalog is held'
            WHEN chosen.action = 'play' AND chosen.launch
                THEN 'Launch, not evidence: ' || coalesce(chosen.signals_say, 'it links to ' || bases.name)
            WHEN chosen.action = 'play' THEN chosen.signals_say || '; ' || followed.says
            WHEN chosen.action = 'discover' AND chosen.play_reason IS NOT NULL
                THEN coalesce(chosen.signals_say, followed.says) || '; ' || chosen.play_reason
            WHEN chosen.action = 'discover' AND chosen.signals_say IS NULL
                THEN followed.says || '; no signal yet, so ask before pitching'
            WHEN chosen.action = 'discover'
                THEN chosen.signals_say || '; the catalog has no bridge to it from what is held, so ask before pitching'
            ELSE chosen.reason
        END AS why
    FROM chosen
    INNER JOIN known.accounts AS accounts
        ON chosen.as_of = accounts.as_of AND chosen.account_id = accounts.account_id
    LEFT JOIN buyers
        ON
            chosen.as_of = buyers.as_of
            AND chosen.account_id = buyers.account_id
            AND chosen.product_id = buyers.product_id
    LEFT JOIN motions
        ON
            chosen.as_of = motions.as_of
            AND chosen.account_id = motions.account_id
            AND chosen.product_id = motions.product_id
    LEFT JOIN followed
        ON chosen.base_product_id = followed.from_product AND chosen.product_id = followed.to_product
    LEFT JOIN catalog_products AS products ON chosen.product_id = products.product_id
    LEFT JOIN catalog_products AS bases ON chosen.base_product_id = bases.product_id
    LEFT JOIN because ON chosen.as_of = because.as_of AND chosen.account_id = because.account_id
)

SELECT
    as_of,
    account_id,
    product_id,
    base_product_id,
    row_number() OVER (
        PARTITION BY as_of
        ORDER BY
            CASE action WHEN 'play' THEN 0 WHEN 'discover' THEN 1 ELSE 2 END,
            expected_value DESC NULLS LAST, probability DESC NULLS LAST, account_id
    ) AS priority,
    action,
    probability,
    probability_low,
    probability_high,
    expected_acv,
    expected_value,
    motion,
    motion_why,
    CASE WHEN action IN ('play', 'discover') THEN coalesce(ae, csm) ELSE coalesce(csm, ae) END AS owner,
    contact_id AS primary_contact_id,
    upper(left(why, 1)) || substr(why, 2) AS why,
    blocked_by,
    blockers,
    reopens_on,
    coalesce(reopens_on, CASE WHEN action NOT IN ('play', 'discover') THEN as_of + $review_days END) AS look_again_on,
    warnings,
    slot,
    because,
    filler
FROM told

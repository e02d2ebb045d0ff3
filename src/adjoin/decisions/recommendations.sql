/* ---
what: >
  One row an account of the book: the one next best product and what to do, or why there is none now and when to look
  again. priority: play first, then discover, then the rest, each by expected value, else probability, then account.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: null only for none
  base_product_id: the held product it builds on
  priority: 1 is first, unique over the book
  action: play, discover, fix_adoption, fold_into_renewal, wait or none
  probability: of starting the product within the horizon
  probability_low: bound
  probability_high: bound
  expected_acv: money a year
  expected_value: probability times expected_acv
  motion: null until plays choose one
  owner: ours
  primary_contact_id: the buyer by title, where one is known
  why: one sentence
  blocked_by: the most severe gate
  blockers: how many gates block
  reopens_on: the day on which they have all lifted
  look_again_on: reopens_on, or where that is unknown the next review
  warnings: what to mind
parameters: {review_days: 14}
--- */
WITH book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
),

own_play AS (
    SELECT
        plays.as_of,
        plays.account_id,
        plays.product_id,
        products.name,
        plays.accepted_on,
        row_number() OVER (PARTITION BY plays.as_of, plays.account_id ORDER BY plays.accepted_on, plays.play_id)
            AS place
    FROM known.plays AS plays
    INNER JOIN catalog_products AS products ON plays.product_id = products.product_id
    WHERE plays.closed_on IS NULL
),

buyers AS (
    SELECT as_of, account_id, product_id, min_by(contact_id, coalesce(name, contact_id)) AS contact_id
    FROM stakeholders
    WHERE role = 'buyer'
    GROUP BY as_of, account_id, product_id
),

chosen AS (
    SELECT
        book.as_of,
        book.account_id,
        coalesce(own_play.product_id, candidates.product_id) AS product_id,
        CASE WHEN own_play.product_id IS NULL THEN candidates.base_product_id END AS base_product_id,
        CASE
            WHEN own_play.product_id IS NOT NULL OR candidates.product_id IS NULL THEN 'none'
            WHEN candidates.possible <> 'blocked' THEN candidates.possible
            WHEN candidates.blocked_by = 'adoption' THEN 'fix_adoption'
            WHEN
                candidates.reason_code = 'renewal_ahead'
                AND candidates.blocked_by = 'renewal'
                THEN CASE WHEN renewing.next_on > book.as_of THEN 'fold_into_renewal' ELSE 'wait' END
            WHEN candidates.reopens_on IS NOT NULL THEN 'wait'
            ELSE 'none'
        END AS action,
        own_play.name AS playing,
        own_play.accepted_on,
        candidates.product_id AS candidate_id,
        candidates.probability,
        candidates.probability_low,
        candidates.probability_high,
        candidates.expected_acv,
        candidates.expected_value,
        CASE WHEN own_play.product_id IS NOT NULL THEN 'fatigue' ELSE candidates.blocked_by END AS blocked_by,
        coalesce(candidates.blockers, 0) AS blockers,
        candidates.reason,
        candidates.reopens_on,
        candidates.warnings,
        candidates.signals_say
    FROM book
    LEFT JOIN candidates
        ON book.as_of = candidates.as_of AND book.account_id = candidates.account_id AND candidates.rank = 1
    LEFT JOIN own_play
        ON book.as_of = own_play.as_of AND book.account_id = own_play.account_id AND own_play.place = 1
    LEFT JOIN (SELECT as_of, account_id, max(next_on) AS next_on FROM (
        SELECT renewals.as_of, renewals.account_id, renewals.next_on,
            row_number() OVER (
                PARTITION BY renewals.as_of, renewals.account_id
                ORDER BY renewals.acv DESC NULLS LAST, coalesce(renewals.next_on, renewals.last_on), renewals.product_id,
                    renewals.subscription_id
            ) AS place
        FROM renewals
        WHERE coalesce(renewals.term_months >= 6, TRUE)
    ) AS anchors WHERE place = 1 GROUP BY as_of, account_id) AS renewing
        ON book.as_of = renewing.as_of AND book.account_id = renewing.account_id
),

told AS (
    SELECT
        chosen.*,
        accounts.csm,
        accounts.ae,
        buyers.contact_id,
        CASE
            WHEN chosen.playing IS NOT NULL
                THEN 'In play: ' || chosen.playing || ' since ' || CAST(chosen.accepted_on AS VARCHAR)
            WHEN chosen.candidate_id IS NULL THEN 'Everything in the catalog is held'
            WHEN chosen.action IN ('play', 'discover') THEN coalesce(chosen.signals_say || '; ', '') || CASE
                WHEN affinity.adopters > 0
                    THEN CAST(affinity.adopters AS VARCHAR) || ' of ' || CAST(affinity.at_risk AS VARCHAR) || ' that began '
                        || base.name || ' took ' || product.name || ' within 90 days'
                WHEN affinity.at_risk > 0
                    THEN 'none of ' || CAST(affinity.at_risk AS VARCHAR) || ' that began ' || base.name || ' took '
                        || product.name || ' within 90 days yet'
                ELSE 'nobody was seen to begin ' || base.name || ' yet'
            END
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
    LEFT JOIN affinity
        ON
            chosen.base_product_id = affinity.from_product
            AND chosen.product_id = affinity.to_product
            AND affinity.horizon_days = 90
    LEFT JOIN catalog_products AS base ON chosen.base_product_id = base.product_id
    LEFT JOIN catalog_products AS product ON chosen.product_id = product.product_id
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
    CAST(NULL AS VARCHAR) AS motion,
    CASE WHEN action IN ('play', 'discover') THEN coalesce(ae, csm) ELSE coalesce(csm, ae) END AS owner,
    contact_id AS primary_contact_id,
    upper(left(why, 1)) || substr(why, 2) AS why,
    blocked_by,
    blockers,
    reopens_on,
    coalesce(reopens_on, CASE WHEN action NOT IN ('play', 'discover') THEN as_of + $review_days END) AS look_again_on,
    warnings
FROM told

/* ---
what: >
  What to do about each account of the book: the product that has a slot of this week, else its next best product, or
  the one in play, and the action. What a gate blocks becomes the action that answers it (fix adoption, fold into the
  renewal), a wait where the day is known, else none. A play without a slot waits for the next week: behind another
  account of its root, or behind accounts worth more. Of discoveries an owner has so many this week; the others stand
  in line. An account held out keeps what it would have had to itself.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  root_id: text
  product_id: null where nothing is left to propose
  base_product_id: the held product it builds on
  action: play, discover, fix_adoption, fold_into_renewal, wait, holdout or none
  would: the action as if nobody were held out
  held: true where an experiment holds it out
  slot: this_week or queued; null where there is nothing to take a slot
  filler: true where it has the slot of a ghost; it is not analysed
  launch: true where its probability is a guess made for a launch
  in_play_since: the day on which the account's own open play was accepted; null without one
  probability: of starting the product within the horizon
  probability_low: bound
  probability_high: bound
  expected_acv: money a year
  expected_value: probability times expected_acv
  blockers: gates that block; a slot or a root that is taken counts as one
  blocked_by: the most severe of them
  reason: its sentence
  reopens_on: the day on which they have all lifted
  warnings: what to mind
  play_reason: why it can be no more than a discovery, where a gate says so
  signals_say: the strongest signals, as one sentence
  signal_kind: of the strongest
  signal_score: its score
--- */
WITH own_plays AS (
    SELECT
        as_of,
        account_id,
        product_id,
        accepted_on,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY accepted_on, play_id) AS place
    FROM known.plays
    WHERE closed_on IS NULL
),

first_of_root AS (
    SELECT assigned.as_of, owners.root_id, min(owners.name) AS name
    FROM assigned
    INNER JOIN owners ON assigned.as_of = owners.as_of AND assigned.account_id = owners.account_id
    GROUP BY assigned.as_of, owners.root_id
),

products AS (
    SELECT
        owners.as_of,
        owners.account_id,
        owners.root_id,
        owners.owner,
        own_plays.accepted_on AS in_play_since,
        assigned.account_id IS NOT NULL AS has_slot,
        coalesce(assigned.filler, FALSE) AS filler,
        coalesce(own_plays.product_id, assigned.product_id, preferred.product_id) AS product_id,
        first_of_root.name AS goes_first,
        held.account_id IS NOT NULL AS held
    FROM owners
    LEFT JOIN own_plays
        ON owners.as_of = own_plays.as_of AND owners.account_id = own_plays.account_id AND own_plays.place = 1
    LEFT JOIN assigned ON owners.as_of = assigned.as_of AND owners.account_id = assigned.account_id
    LEFT JOIN preferred
        ON owners.as_of = preferred.as_of AND owners.account_id = preferred.account_id AND preferred.place = 1
    LEFT JOIN first_of_root ON owners.as_of = first_of_root.as_of AND owners.root_id = first_of_root.root_id
    LEFT JOIN (SELECT DISTINCT as_of, account_id FROM held_out) AS held
        ON owners.as_of = held.as_of AND owners.account_id = held.account_id
),

acted AS (
    SELECT
        products.*,
        candidates.base_product_id,
        candidates.launch,
        candidates.probability,
        candidates.probability_low,
        candidates.probability_high,
        candidates.expected_acv,
        candidates.expected_value,
        candidates.blockers,
        candidates.blocked_by,
        candidates.reason,
        candidates.reopens_on,
        candidates.warnings,
        candidates.play_reason,
        candidates.signals_say,
        candidates.signal_kind,
        candidates.signal_score,
        CASE
            WHEN products.in_play_since IS NOT NULL OR products.product_id IS NULL THEN 'none'
            WHEN products.has_slot THEN 'play'
            WHEN candidates.possible = 'play' THEN 'wait'
            WHEN candidates.possible = 'discover' THEN 'discover'
            WHEN candidates.blocked_by = 'adoption' THEN 'fix_adoption'
            WHEN candidates.reason_code = 'renewal_ahead' THEN 'fold_into_renewal'
            WHEN candidates.reopens_on IS NOT NULL THEN 'wait'
            ELSE 'none'
        END AS would,
        products.in_play_since IS NULL AND NOT products.has_slot AND candidates.possible = 'play' AS in_line
    FROM products
    LEFT JOIN candidates
        ON
            products.as_of = candidates.as_of
            AND products.account_id = candidates.account_id
            AND products.product_id = candidates.product_id
),

placed AS (
    SELECT
        *,
        held AND would IN ('play', 'discover', 'wait', 'fold_into_renewal') AS silent,
        row_number() OVER (
            PARTITION BY as_of, owner, would
            ORDER BY expected_value DESC NULLS LAST, probability DESC NULLS LAST, account_id
        ) AS turn
    FROM acted
)

SELECT
    placed.as_of,
    placed.account_id,
    placed.root_id,
    placed.product_id,
    placed.base_product_id,
    CASE WHEN placed.silent THEN 'holdout' ELSE placed.would END AS action,
    placed.would,
    placed.held,
    CASE
        WHEN placed.would = 'play' THEN 'this_week'
        WHEN placed.would = 'discover' AND placed.turn > capacity.discoveries THEN 'queued'
        WHEN placed.would = 'discover' THEN 'this_week'
        WHEN placed.in_line AND placed.goes_first IS NULL THEN 'queued'
    END AS slot,
    placed.filler,
    coalesce(placed.launch, FALSE) AS launch,
    placed.in_play_since,
    placed.probability,
    placed.probability_low,
    placed.probability_high,
    placed.expected_acv,
    placed.expected_value,
    CASE
        WHEN placed.silent THEN 0
        WHEN placed.in_play_since IS NOT NULL OR placed.in_line THEN 1
        ELSE coalesce(placed.blockers, 0)
    END AS blockers,
    CASE
        WHEN placed.silent THEN NULL
        WHEN placed.in_play_since IS NOT NULL THEN 'fatigue'
        WHEN placed.in_line AND placed.goes_first IS NOT NULL THEN 'fatigue'
        WHEN placed.in_line THEN 'capacity'
        ELSE placed.blocked_by
    END AS blocked_by,
    CASE
        WHEN NOT placed.in_line THEN placed.reason
        WHEN placed.goes_first IS NOT NULL
            THEN placed.goes_first || ', of the same group, goes first: one play at a time'
        WHEN placed.launch AND coalesce(capacity.slots, 1) > 0
            THEN 'The slots of this week for launches go to accounts worth more'
        WHEN capacity.weekly = 0 THEN capacity.name || ' has no slot for plays'
        WHEN capacity.slots = 0
            THEN 'All slots of ' || capacity.name || ' this week are taken by plays accepted since Monday'
        WHEN capacity.slots = 1
            THEN 'The one slot of ' || capacity.name || ' left this week goes to an account worth more'
        ELSE 'All ' || CAST(capacity.slots AS VARCHAR) || ' slots of ' || capacity.name
            || ' this week go to accounts worth more'
    END AS reason,
    CASE
        WHEN placed.silent OR placed.in_play_since IS NOT NULL THEN NULL
        WHEN placed.in_line THEN capacity.next_week
        ELSE placed.reopens_on
    END AS reopens_on,
    placed.warnings,
    placed.play_reason,
    placed.signals_say,
    placed.signal_kind,
    placed.signal_score
FROM placed
INNER JOIN capacity ON placed.as_of = capacity.as_of AND placed.owner = capacity.owner

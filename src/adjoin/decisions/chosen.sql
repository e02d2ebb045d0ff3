/* ---
what: >
  What to do about each account of the book: its next best product, or the one in play, and the action. What a gate
  blocks becomes the action that answers it (fix adoption, fold into the renewal), a wait where the day is known, else
  none.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: null where nothing is left to propose
  base_product_id: the held product it builds on
  action: play, discover, fix_adoption, fold_into_renewal, wait or none
  in_play_since: the day on which the account's own open play was accepted; null without one
  probability: of starting the product within the horizon
  probability_low: bound
  probability_high: bound
  expected_acv: money a year
  expected_value: probability times expected_acv
  blockers: gates that block
  blocked_by: the most severe of them
  reason: its sentence
  reopens_on: the day on which they have all lifted
  warnings: what to mind
  signals_say: the strongest signals, as one sentence
--- */
WITH book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
),

own_plays AS (
    SELECT
        as_of,
        account_id,
        product_id,
        accepted_on,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY accepted_on, play_id) AS place
    FROM known.plays
    WHERE closed_on IS NULL
)

SELECT
    book.as_of,
    book.account_id,
    coalesce(own_plays.product_id, candidates.product_id) AS product_id,
    candidates.base_product_id,
    CASE
        WHEN own_plays.product_id IS NOT NULL OR candidates.product_id IS NULL THEN 'none'
        WHEN candidates.possible <> 'blocked' THEN candidates.possible
        WHEN candidates.blocked_by = 'adoption' THEN 'fix_adoption'
        WHEN candidates.reason_code = 'renewal_ahead' THEN 'fold_into_renewal'
        WHEN candidates.reopens_on IS NOT NULL THEN 'wait'
        ELSE 'none'
    END AS action,
    own_plays.accepted_on AS in_play_since,
    candidates.probability,
    candidates.probability_low,
    candidates.probability_high,
    candidates.expected_acv,
    candidates.expected_value,
    CASE WHEN own_plays.product_id IS NULL THEN coalesce(candidates.blockers, 0) ELSE 1 END AS blockers,
    CASE WHEN own_plays.product_id IS NULL THEN candidates.blocked_by ELSE 'fatigue' END AS blocked_by,
    candidates.reason,
    CASE WHEN own_plays.product_id IS NULL THEN candidates.reopens_on END AS reopens_on,
    candidates.warnings,
    candidates.signals_say
FROM book
LEFT JOIN own_plays
    ON book.as_of = own_plays.as_of AND book.account_id = own_plays.account_id AND own_plays.place = 1
LEFT JOIN candidates
    ON
        book.as_of = candidates.as_of
        AND book.account_id = candidates.account_id
        AND CASE
            WHEN own_plays.product_id IS NULL THEN candidates.rank = 1
            ELSE candidates.product_id = own_plays.product_id
        END

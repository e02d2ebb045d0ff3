/* ---
what: >
  What people are shown at the moment, for the ledger to remember: plays and discoveries with the day since which the
  product has been shown. Accounts held out stand here as ghosts, so that their product is chosen as if they were not.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  root_id: text
  product_id: text
  action: play or discover
  slot: this_week or queued
  filler: true where it has the slot of a ghost
  ghost: true where nobody saw it, for the account is held out
  probability: of starting it within the horizon
  shown_since: date
  signal_kind: of the strongest signal; null without one
  signal_score: its score
--- */
SELECT
    chosen.as_of,
    chosen.account_id,
    chosen.root_id,
    chosen.product_id,
    chosen.would AS action,
    chosen.slot,
    chosen.filler,
    chosen.held AS ghost,
    chosen.probability,
    coalesce(stickiness.shown_since, chosen.as_of) AS shown_since,
    chosen.signal_kind,
    round(chosen.signal_score, 9) AS signal_score
FROM chosen
LEFT JOIN stickiness
    ON
        chosen.as_of = stickiness.as_of
        AND chosen.account_id = stickiness.account_id
        AND chosen.product_id = stickiness.product_id
WHERE chosen.would IN ('play', 'discover')

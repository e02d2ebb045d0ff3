/* ---
what: >
  The plays that sell, with the kind of signal that their recommendation cited when it was last shown before they were
  accepted. Plays at accounts that an experiment of ours held out while they ran are left out: what it judges by
  teaches nothing.
key: [as_of, play_id]
columns:
  as_of: date
  play_id: whole number
  motion: null where none was named
  base_product_id: null where unknown
  product_id: text
  signal_kind: null where none was cited
  outcome: won, lost or declined; null while it runs
  days: from acceptance to the end; null while it runs
--- */
SELECT
    plays.as_of,
    plays.play_id,
    plays.motion,
    plays.base_product_id,
    plays.product_id,
    cited.signal_kind,
    plays.outcome,
    plays.closed_on - plays.accepted_on AS days
FROM plays
LEFT JOIN cited_kinds AS cited
    ON
        plays.as_of = cited.as_of
        AND plays.account_id = cited.account_id
        AND plays.product_id = cited.product_id
        AND plays.accepted_on = cited.answered_on
WHERE
    plays.kind = 'cross_sell'
    AND NOT EXISTS (
        SELECT 1 FROM held_spans AS held
        WHERE
            held.as_of = plays.as_of
            AND held.account_id = plays.account_id
            AND held.from_on <= coalesce(plays.closed_on, plays.as_of)
            AND coalesce(held.until_on > plays.accepted_on, TRUE)
    )

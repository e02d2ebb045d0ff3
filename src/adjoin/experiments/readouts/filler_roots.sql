/* ---
what: The roots with an arm that had the slot of a ghost after the draw, so that they are known where they had no other.
key: [as_of, experiment, root_id]
columns:
  as_of: date
  experiment: text
  root_id: the root now
--- */
SELECT DISTINCT root_arms.as_of, root_arms.experiment, root_arms.root_id
FROM known.proposals AS proposals
INNER JOIN roots
    ON
        proposals.as_of = roots.as_of
        AND coalesce(proposals.root_id, proposals.account_id) = roots.account_id
INNER JOIN root_arms ON roots.as_of = root_arms.as_of AND roots.root_id = root_arms.root_id
WHERE proposals.filler AND proposals.shown_on > root_arms.drawn_on

/* ---
what: >
  What could be sold now: products that an account of the book does not hold and that are open, recommended or in play.
  What only rests from our own approaches (the fatigue gate alone) still counts, or every success of coverage would
  leave the count. Accounts held out by an experiment are left out.
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: }
--- */
SELECT whitespace.as_of, whitespace.account_id, whitespace.product_id
FROM whitespace
LEFT JOIN (SELECT DISTINCT as_of, account_id FROM held_out) AS held
    ON whitespace.as_of = held.as_of AND whitespace.account_id = held.account_id
LEFT JOIN candidates
    ON
        whitespace.as_of = candidates.as_of
        AND whitespace.account_id = candidates.account_id
        AND whitespace.product_id = candidates.product_id
WHERE
    held.account_id IS NULL
    AND (
        whitespace.state IN ('open', 'recommended', 'in_play')
        OR whitespace.state = 'blocked' AND candidates.blocked_by = 'fatigue' AND candidates.blockers = 1
    )

/* ---
what: >
  Launches apart: accounts where a new product links to what is held and nothing stands in the way. The probability is
  a guess, not evidence; a share of the slots lets it be tried. Accounts held out are left out.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  rank: 1 is first
  probability: assumed
  expected_acv: money a year
  expected_value: probability times expected_acv
  slot: this_week or queued
  says: what the number is
--- */
SELECT
    candidates.as_of,
    candidates.account_id,
    candidates.product_id,
    row_number() OVER (
        PARTITION BY candidates.as_of
        ORDER BY
            candidates.expected_value DESC NULLS LAST, candidates.probability DESC,
            candidates.account_id, candidates.product_id
    ) AS rank,
    candidates.probability,
    candidates.expected_acv,
    candidates.expected_value,
    CASE WHEN assigned.account_id IS NULL THEN 'queued' ELSE 'this_week' END AS slot,
    'launch, not evidence' AS says
FROM candidates
LEFT JOIN assigned
    ON
        candidates.as_of = assigned.as_of
        AND candidates.account_id = assigned.account_id
        AND candidates.product_id = assigned.product_id
LEFT JOIN held_out ON candidates.as_of = held_out.as_of AND candidates.account_id = held_out.account_id
WHERE candidates.launch AND candidates.possible = 'play' AND held_out.account_id IS NULL

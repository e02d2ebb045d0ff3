/* ---
what: >
  What the gates hold back: the best product of each account once, under its most severe gate, split by whether that
  gate alone stands in the way; accounts in play are not held back. A play that waits for a slot stands here under
  `capacity`, behind another account of its root under `fatigue`. Never added to a forecast.
key: [as_of, gate, sole]
columns:
  as_of: date
  gate: text
  sole: true where it alone blocks
  accounts: held back
  expected_value: money
  reopens_first_on: the first day on which one of them opens
--- */
SELECT
    as_of,
    blocked_by AS gate,
    blockers = 1 AS sole,
    count(*) AS accounts,
    round(sum(expected_value), 2) AS expected_value,
    min(reopens_on) AS reopens_first_on
FROM chosen
WHERE blocked_by IS NOT NULL AND in_play_since IS NULL
GROUP BY as_of, blocked_by, blockers = 1

/* ---
what: >
  What was last shown to people of each account before the moment, with what could be done about that product now.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: that was shown
  shown_since: the day on which it was first shown, without a change since
  possible: play, discover or blocked now; null where its cell is no longer open
  reason: why it is blocked
  strongest: the score of its strongest signal, when it was last shown or now, whichever is more
--- */
SELECT
    dates.as_of,
    previous.account_id,
    previous.product_id,
    previous.shown_since,
    candidates.possible,
    candidates.reason,
    greatest(coalesce(previous.signal_score, 0), coalesce(candidates.signal_score, 0)) AS strongest
FROM dates
INNER JOIN previous ON dates.as_of > previous.shown_on
LEFT JOIN candidates
    ON
        dates.as_of = candidates.as_of
        AND previous.account_id = candidates.account_id
        AND previous.product_id = candidates.product_id

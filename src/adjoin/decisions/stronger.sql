/* ---
what: >
  Products that outdo the one shown: they can be played, and an open signal for them came after that one was first
  shown and scores above its strongest.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  detected_on: of the first such signal
--- */
SELECT
    signals.as_of,
    signals.account_id,
    signals.product_id,
    min(signals.detected_on) AS detected_on
FROM signals
INNER JOIN shown_before
    ON
        signals.as_of = shown_before.as_of
        AND signals.account_id = shown_before.account_id
        AND signals.product_id <> shown_before.product_id
        AND signals.score > shown_before.strongest
        AND signals.detected_on > shown_before.shown_since
INNER JOIN candidates
    ON
        signals.as_of = candidates.as_of
        AND signals.account_id = candidates.account_id
        AND signals.product_id = candidates.product_id
        AND candidates.possible = 'play'
WHERE signals.state = 'open'
GROUP BY signals.as_of, signals.account_id, signals.product_id

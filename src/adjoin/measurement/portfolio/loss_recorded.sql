/* ---
what: The reasons recorded for losses, as they are written.
key: [recorded]
columns:
  recorded: in small letters, never empty
--- */
SELECT DISTINCT recorded FROM loss_deals
WHERE outcome = 'lost' AND recorded <> ''

/* ---
what: Since when the vendor records what tells each prerequisite, as known on the day of learning.
key: [need]
columns:
  need: the prerequisite, as in catalog_prerequisites
  since: the day from which all of it is recorded
--- */
SELECT need, min(since) AS since FROM prerequisites_seen
GROUP BY need

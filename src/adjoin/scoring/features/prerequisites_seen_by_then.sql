/* ---
what: The prerequisites that could already be told on each date, since when; a later date of the book tells it.
key: [as_of, need]
columns:
  as_of: date
  need: the prerequisite, as in catalog_prerequisites
  since: the day from which all of it is recorded
--- */
SELECT dates.as_of, of_the_book.need, of_the_book.since
FROM dates
INNER JOIN prerequisites_seen_known AS of_the_book ON of_the_book.since <= dates.as_of

/* ---
what: >
  The bulk days of the book that lay behind each date. Whether a day was one depends on the rows up to that day, so the
  book of a later date tells it of an earlier one.
key: [as_of, source, day]
columns:
  as_of: date
  source: canonical table
  day: date
--- */
SELECT dates.as_of, of_the_book.source, of_the_book.day
FROM dates
INNER JOIN bulk_days_known AS of_the_book ON of_the_book.day <= dates.as_of

/* ---
what: How many accounts a week our people can take on together, and how many say so.
key: []
columns:
  weekly: accounts a week; null where nobody says
  people: who say
--- */
SELECT sum(weekly_capacity) AS weekly, count(weekly_capacity) AS people FROM known.team
WHERE weekly_capacity > 0

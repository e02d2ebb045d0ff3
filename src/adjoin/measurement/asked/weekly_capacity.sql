/* ---
what: How many accounts a week those of ours who carry plays can take on together, and how many say so.
key: []
columns:
  weekly: accounts a week; null where nobody says
  people: who say
--- */
SELECT sum(team.weekly_capacity) AS weekly, count(team.weekly_capacity) AS people
FROM known.team AS team
INNER JOIN (SELECT DISTINCT coalesce(ae, csm) AS rep_id FROM known.accounts) AS owners
    ON team.rep_id = owners.rep_id
WHERE team.weekly_capacity > 0

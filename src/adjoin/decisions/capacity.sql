/* ---
what: >
  How many plays each owner can take on this week, from Monday on: the weekly capacity of the team table (a part of a
  play is none), else the setting, else no limit; less the plays accepted this week at the accounts they own. A share
  of the slots is for launches, of each owner's and of all together, so that many small weeks do not give more than the
  share; of discoveries each has so many a week.
key: [as_of, owner]
columns:
  as_of: date
  owner: empty for the accounts that nobody owns, which nothing limits
  name: as the team table has it
  weekly: plays a week; null without a limit
  used: plays accepted since Monday
  slots: left this week; null without a limit
  launch_slots: of these for launches at most, rounded up
  launches_in_all: of all owners' slots for launches at most, rounded up; null limits count as the plays they have
  discoveries: a week; null without a limit
  next_week: the Monday after
parameters: {weekly: -1, discoveries: 2, launch_share: 0.1}
--- */
WITH possible_plays AS (
    SELECT as_of, owner, count(DISTINCT account_id) AS accounts FROM play_pairs
    GROUP BY as_of, owner
),

taken AS (
    SELECT plays.as_of, owners.owner, count(*) AS used
    FROM known.plays AS plays
    INNER JOIN owners ON plays.as_of = owners.as_of AND plays.account_id = owners.account_id
    WHERE plays.accepted_on >= CAST(date_trunc('week', plays.as_of) AS DATE)
    GROUP BY plays.as_of, owners.owner
),

limited AS (
    SELECT
        everyone.as_of,
        everyone.owner,
        coalesce(team.name, everyone.owner) AS name,
        coalesce(taken.used, 0) AS used,
        coalesce(possible_plays.accounts, 0) AS accounts,
        CASE
            WHEN everyone.owner = '' THEN NULL
            WHEN team.weekly_capacity IS NOT NULL THEN CAST(floor(greatest(team.weekly_capacity, 0)) AS BIGINT)
            WHEN $weekly >= 0 THEN CAST($weekly AS BIGINT)
        END AS weekly
    FROM (SELECT DISTINCT as_of, owner FROM owners) AS everyone
    LEFT JOIN known.team AS team ON everyone.as_of = team.as_of AND everyone.owner = team.rep_id
    LEFT JOIN taken ON everyone.as_of = taken.as_of AND everyone.owner = taken.owner
    LEFT JOIN possible_plays ON everyone.as_of = possible_plays.as_of AND everyone.owner = possible_plays.owner
),

left_over AS (
    SELECT
        *,
        CASE WHEN weekly IS NOT NULL THEN greatest(weekly - used, 0) END AS slots,
        coalesce(CASE WHEN weekly IS NOT NULL THEN greatest(weekly - used, 0) END, accounts) AS possible_slots
    FROM limited
)

SELECT
    as_of,
    owner,
    name,
    weekly,
    used,
    slots,
    CAST(ceil(round($launch_share * possible_slots, 6)) AS BIGINT) AS launch_slots,
    CAST(ceil(round($launch_share * sum(possible_slots) OVER (PARTITION BY as_of), 6)) AS BIGINT) AS launches_in_all,
    CASE WHEN owner <> '' THEN least(CAST($discoveries AS BIGINT), coalesce(weekly, $discoveries)) END AS discoveries,
    CAST(date_trunc('week', as_of) AS DATE) + 7 AS next_week
FROM left_over

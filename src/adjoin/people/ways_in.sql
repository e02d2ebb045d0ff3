/* ---
what: >
  The best way from whoever of ours looks after an account with a known economic buyer to each person there. Who looks
  after it goes themselves; a tie of somebody else of ours is worth `colleague` of itself, for the introduction must
  be asked for first. Where nobody looks after the account, whoever knows the person goes. Who never answered is no
  way in.
key: [as_of, account_id, contact_id]
columns:
  as_of: date
  account_id: text
  contact_id: there
  strength: 0 to 1
  hops: 1 where rep_id knows the person, 2 through a colleague of ours
  rep_id: of ours who goes
  through_rep_id: the colleague of ours who knows the person; null where rep_id does
  last_on: of the newest conversation
  knows_id: of ours who had it
  how: it, as a verb
  meetings: conversations of these two in all
parameters: {colleague: 0.9}
--- */
WITH owners AS (
    SELECT as_of, account_id, rep_id FROM (
        SELECT *, row_number() OVER (PARTITION BY as_of, account_id ORDER BY place, rep_id) AS turn FROM account_reps
    ) AS ordered
    WHERE turn = 1
),

ways AS (
    SELECT
        ties.as_of,
        ties.account_id,
        ties.contact_id,
        ties.rep_id AS knows_id,
        coalesce(owners.rep_id, ties.rep_id) AS owner_id,
        own.rep_id IS NOT NULL OR owners.rep_id IS NULL AS goes,
        round(
            ties.strength
            * CASE WHEN own.rep_id IS NOT NULL OR owners.rep_id IS NULL THEN 1.0 ELSE CAST($colleague AS DOUBLE) END, 6
        ) AS strength,
        ties.last_on,
        ties.how,
        ties.meetings
    FROM ties
    INNER JOIN (SELECT DISTINCT as_of, account_id FROM roles WHERE role = 'economic_buyer') AS bought
        ON ties.as_of = bought.as_of AND ties.account_id = bought.account_id
    LEFT JOIN owners ON ties.as_of = owners.as_of AND ties.account_id = owners.account_id
    LEFT JOIN account_reps AS own
        ON ties.as_of = own.as_of AND ties.account_id = own.account_id AND ties.rep_id = own.rep_id
    WHERE ties.meetings > 0
),

ordered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, contact_id
            ORDER BY strength DESC, CASE WHEN goes THEN 1 ELSE 2 END, last_on DESC, knows_id
        ) AS turn
    FROM ways
)

SELECT
    as_of,
    account_id,
    contact_id,
    strength,
    CASE WHEN goes THEN 1 ELSE 2 END AS hops,
    CASE WHEN goes THEN knows_id ELSE owner_id END AS rep_id,
    CASE WHEN NOT goes THEN knows_id END AS through_rep_id,
    last_on,
    knows_id,
    how,
    meetings
FROM ordered
WHERE turn = 1

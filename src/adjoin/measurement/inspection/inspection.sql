/* ---
what: >
  What a manager should look at this week: one row a finding, by whose it is. Approaches without a play are told only
  where plays are in use at all; a recommendation nobody took up only while it still stands. A gate counts as ignored
  if it blocks now what was approached this week; that deals are open, that products do not fit and that we spoke lately
  are no such gates.
key: [as_of, kind, owner, account_id, product_id, what]
columns:
  as_of: date
  kind: in_flight, overdue_task, past_target, no_next_step, nobody_spoke, without_play, gate_ignored, won or lost
  urgency: 1 is looked at first
  owner: of ours; empty where nobody owns it
  manager: of the owner, by the team table; null where unknown
  account_id: text
  product_id: null where it is about the account
  play_id: null without a play
  what: the task, the gate, the deal or the interaction; empty else
  days: late, in play, waiting or ago
  money: a year's price of what is at stake, or the amount of the deal; null where unknown
  says: sentence
  what_to_do: sentence
parameters: {target_days: 41, untouched_days: 7, week_days: 7}
--- */
WITH running AS (
    SELECT plays.*, scored.expected_acv
    FROM plays
    LEFT JOIN scored
        ON
            plays.as_of = scored.as_of
            AND plays.account_id = scored.account_id
            AND plays.product_id = scored.product_id
    WHERE plays.closed_on IS NULL AND plays.state IN ('open', 'paused', 'snoozed')
),

in_use AS (
    SELECT DISTINCT as_of FROM plays
),

told AS (
    SELECT approaches.*, interactions.rep
    FROM approaches
    LEFT JOIN known.interactions AS interactions
        ON approaches.as_of = interactions.as_of AND approaches.interaction_id = interactions.interaction_id
    WHERE approaches.as_of - approaches.occurred_on < $week_days
),

first_shown AS (
    SELECT as_of, account_id, product_id, min(shown_on) AS shown_on FROM known.proposals
    WHERE NOT coalesce(ghost, FALSE)
    GROUP BY as_of, account_id, product_id
),

taken_up AS (
    SELECT shown.as_of, shown.account_id, shown.product_id
    FROM first_shown AS shown
    INNER JOIN plays
        ON
            shown.as_of = plays.as_of
            AND shown.account_id = plays.account_id
            AND shown.product_id = plays.product_id
            AND plays.accepted_on >= shown.shown_on
    UNION
    SELECT shown.as_of, shown.account_id, shown.product_id
    FROM first_shown AS shown
    INNER JOIN approaches
        ON
            shown.as_of = approaches.as_of
            AND shown.account_id = approaches.account_id
            AND coalesce(approaches.product_id = shown.product_id, TRUE)
            AND approaches.occurred_on >= shown.shown_on
),

with_play AS (
    SELECT DISTINCT told.as_of, told.interaction_id
    FROM told
    INNER JOIN plays
        ON
            told.as_of = plays.as_of
            AND told.account_id = plays.account_id
            AND plays.accepted_on <= told.occurred_on
            AND coalesce(plays.closed_on >= told.occurred_on, TRUE)
),

ignored AS (
    SELECT told.as_of, told.account_id, told.product_id, told.rep, gates.gate,
        max(told.occurred_on) AS occurred_on, min(gates.reason) AS reason
    FROM told
    INNER JOIN gates
        ON
            told.as_of = gates.as_of
            AND told.account_id = gates.account_id
            AND gates.base_product_id IS NULL
            AND coalesce(gates.product_id = told.product_id, gates.product_id IS NULL)
    WHERE
        gates.counts_as = 'block'
        AND gates.scope = 'all'
        AND gates.gate NOT IN ('fatigue', 'eligibility', 'adjacency')
    GROUP BY told.as_of, told.account_id, told.product_id, told.rep, gates.gate
),

found AS (
    SELECT as_of, 'in_flight' AS kind, 8 AS urgency, CAST(NULL AS VARCHAR) AS whose, account_id, product_id, play_id,
        '' AS what, day AS days, expected_acv AS money,
        'In ' || replace(phase, '_', ' ') || CASE state WHEN 'open' THEN '' ELSE ', ' || state END
        || coalesce(', day ' || CAST(day AS VARCHAR), '') AS says,
        coalesce('Next step is due on ' || CAST(next_due_on AS VARCHAR), 'Ask what the next step is') AS what_to_do
    FROM running
    UNION ALL
    SELECT tasks.as_of, 'overdue_task', 2, tasks.owner, tasks.account_id, tasks.product_id, tasks.play_id,
        CAST(tasks.place AS VARCHAR) || '. ' || tasks.what, CAST(tasks.as_of - tasks.due_on AS BIGINT), running.expected_acv,
        'Due since ' || CAST(tasks.due_on AS VARCHAR) || ': ' || tasks.what,
        'Have it done, put off with a day, or skipped with a reason'
    FROM tasks
    INNER JOIN running ON tasks.as_of = running.as_of AND tasks.play_id = running.play_id
    WHERE tasks.overdue
    UNION ALL
    SELECT as_of, 'past_target', 3, NULL, account_id, product_id, play_id, '', day, expected_acv,
        'Day ' || CAST(day AS VARCHAR) || ' of ' || CAST(CAST($target_days AS BIGINT) AS VARCHAR) || ', in '
        || replace(phase, '_', ' '),
        'Find what holds it (procurement, security, budget) and who can move it, or close it'
    FROM running
    WHERE state = 'open' AND day > $target_days
    UNION ALL
    SELECT as_of, 'no_next_step', 4, NULL, account_id, product_id, play_id, '', as_of - phase_since, expected_acv,
        'Nothing is left to do in ' || replace(phase, '_', ' ') || ' since ' || CAST(phase_since AS VARCHAR),
        'Move it to the next phase, or close it with how it ended'
    FROM running
    WHERE state = 'open' AND tasks_open = 0
    UNION ALL
    SELECT r.as_of, 'nobody_spoke', 5, NULL, r.account_id, r.product_id, NULL, '', r.as_of - shown.shown_on,
        r.expected_acv, 'Ready and shown since ' || CAST(shown.shown_on AS VARCHAR) || ', nobody has spoken to them: '
        || coalesce(r.why, ''), 'Accept the play, or say why not now'
    FROM recommendations AS r
    INNER JOIN first_shown AS shown
        ON r.as_of = shown.as_of AND r.account_id = shown.account_id AND r.product_id = shown.product_id
    LEFT JOIN taken_up
        ON r.as_of = taken_up.as_of AND r.account_id = taken_up.account_id AND r.product_id = taken_up.product_id
    WHERE r.action = 'play' AND taken_up.account_id IS NULL AND r.as_of - shown.shown_on >= $untouched_days
    UNION ALL
    SELECT told.as_of, 'without_play', 6, told.rep, told.account_id, told.product_id, NULL, told.interaction_id,
        told.as_of - told.occurred_on, NULL, 'Approached on ' || CAST(told.occurred_on AS VARCHAR) || ' without a play',
        'Accept the recommendation there, if there is one, so that what comes of it counts'
    FROM told
    INNER JOIN in_use ON told.as_of = in_use.as_of
    LEFT JOIN with_play ON told.as_of = with_play.as_of AND told.interaction_id = with_play.interaction_id
    WHERE with_play.interaction_id IS NULL
    UNION ALL
    SELECT as_of, 'gate_ignored', 1, rep, account_id, product_id, NULL, gate, as_of - occurred_on, NULL,
        'Approached on ' || CAST(occurred_on AS VARCHAR) || ' while this blocks it: ' || reason,
        'Stop until it lifts; if the gate is wrong, say so in the feedback'
    FROM ignored
    UNION ALL
    SELECT as_of, outcome, CASE outcome WHEN 'won' THEN 9 ELSE 7 END, NULL, account_id, product_id, NULL, deal_id,
        as_of - closed_on, amount,
        CASE outcome WHEN 'won' THEN 'Won on ' ELSE 'Lost on ' END || CAST(closed_on AS VARCHAR),
        CASE outcome WHEN 'won' THEN 'Ask what made it, and tell the others'
            ELSE 'Ask what was heard, and see that the reason is recorded' END
    FROM cross_sell_deals
    WHERE outcome IN ('won', 'lost') AND as_of - closed_on < $week_days
)

SELECT
    found.as_of,
    found.kind,
    CAST(found.urgency AS BIGINT) AS urgency,
    coalesce(found.whose, owners.owner, '') AS owner,
    team.manager,
    found.account_id,
    found.product_id,
    found.play_id,
    found.what,
    CAST(found.days AS BIGINT) AS days,
    found.money,
    found.says,
    found.what_to_do
FROM found
LEFT JOIN owners ON found.as_of = owners.as_of AND found.account_id = owners.account_id
LEFT JOIN known.team AS team
    ON found.as_of = team.as_of AND coalesce(found.whose, owners.owner, '') = team.rep_id

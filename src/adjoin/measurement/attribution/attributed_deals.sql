/* ---
what: >
  Further products begun within `window_days`, each told once: attributed (a motion of ours from the trigger on),
  organic (none), or below the floor, `floor_share` of the median of them all. What has no price is not below it.
key: [as_of, root_id, product_id]
columns:
  as_of: date
  account_id: the one in which it began
  root_id: text
  product_id: text
  started_on: date
  money: a year; null without a price
  state: attributed, organic or below_floor
  organic: it began without a motion of ours from the trigger on
  trigger: the first one; null where none was seen
  trigger_on: date
  motions: that count
  touches: JSON, [{on, kind, name, ref}] that count, by day
  opportunity_id: text
  play_id: text
  opened_on: date
  why: what it is told as, and why
parameters: {window_days: 365, floor_share: 0.05}
--- */
WITH told AS (
    SELECT * FROM further_starts
    WHERE started_on > as_of - CAST($window_days AS INTEGER)
),

floors AS (
    SELECT as_of, round($floor_share * percentile_cont(0.5) WITHIN GROUP (ORDER BY money), 2) AS floor
    FROM told
    WHERE money > 0
    GROUP BY as_of
),

counting AS (
    SELECT
        as_of,
        root_id,
        product_id,
        min(trigger_on) AS trigger_on,
        min(CASE WHEN dimension = 'trigger' AND place = 1 THEN name END) AS "trigger",
        sum(CASE WHEN dimension = 'motion' THEN 1 ELSE 0 END) AS motions,
        min(CASE WHEN dimension = 'motion' AND place = 1 THEN name END) AS first_motion,
        min(CASE WHEN dimension = 'motion' THEN touched_on END) AS motion_on,
        '[' || string_agg(
            CAST(
                json_object(
                    'on', CAST(touched_on AS VARCHAR), 'kind', kind, 'name', name, 'ref', nullif(ref, '')
                ) AS VARCHAR
            ),
            ', ' ORDER BY touched_on, dimension, place
        ) || ']' AS touches
    FROM anchored_touches
    GROUP BY as_of, root_id, product_id
),

before AS (
    SELECT as_of, root_id, product_id, max(CASE WHEN dimension = 'motion' THEN 1 ELSE 0 END) AS motions
    FROM touches
    GROUP BY as_of, root_id, product_id
),

judged AS (
    SELECT
        told.*,
        counting.trigger_on,
        counting."trigger",
        coalesce(counting.motions, 0) AS motions,
        counting.first_motion,
        counting.motion_on,
        counting.touches,
        coalesce(before.motions, 0) AS any_motion,
        CASE
            WHEN told.money <= 0 OR coalesce(told.money < floors.floor, FALSE) THEN 'below_floor'
            WHEN coalesce(counting.motions, 0) = 0 THEN 'organic'
            ELSE 'attributed'
        END AS state
    FROM told
    LEFT JOIN floors ON told.as_of = floors.as_of
    LEFT JOIN counting
        ON
            told.as_of = counting.as_of
            AND told.root_id = counting.root_id
            AND told.product_id = counting.product_id
    LEFT JOIN before
        ON told.as_of = before.as_of AND told.root_id = before.root_id AND told.product_id = before.product_id
)

SELECT
    as_of,
    account_id,
    root_id,
    product_id,
    started_on,
    money,
    state,
    motions = 0 AS organic,
    "trigger",
    trigger_on,
    CAST(motions AS BIGINT) AS motions,
    coalesce(touches, '[]') AS touches,
    opportunity_id,
    play_id,
    opened_on,
    CASE
        WHEN state = 'below_floor' THEN 'Too small to be told: below the floor'
        WHEN motions > 0 AND trigger_on IS NULL
            THEN first_motion || ' on ' || CAST(motion_on AS VARCHAR) || '; no trigger was seen before it'
        WHEN motions > 0
            THEN
                first_motion || ' on ' || CAST(motion_on AS VARCHAR) || ', after ' || replace("trigger", '_', ' ')
                || ' on ' || CAST(trigger_on AS VARCHAR)
        WHEN any_motion = 1 THEN 'The only motion came before the trigger of ' || CAST(trigger_on AS VARCHAR)
        WHEN deal_motion IS NOT NULL THEN 'They came by themselves: the opportunity says ' || deal_motion
        WHEN trigger_on IS NOT NULL
            THEN replace("trigger", '_', ' ') || ' on ' || CAST(trigger_on AS VARCHAR) || ', but no motion of ours'
        ELSE 'No trigger and no motion of ours is known'
    END AS why
FROM judged

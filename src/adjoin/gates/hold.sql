/* ---
what: >
  A person of ours said hands off, not now, or later; it lifts on the day they named. A snooze also lapses when something
  stronger woke the signals it put to sleep.
severity: 5
needs_any: []
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {}
--- */
WITH woken AS (
    SELECT DISTINCT holds.as_of, holds.hold_id
    FROM known.holds AS holds
    INNER JOIN signals
        ON
            holds.as_of = signals.as_of
            AND holds.account_id = signals.account_id
            AND coalesce(holds.product_id, signals.product_id) = signals.product_id
    WHERE holds.kind = 'snooze' AND signals.state IN ('open', 'fading') AND signals.opened_on > holds.entered_on
),

standing AS (
    SELECT
        as_of,
        account_id,
        product_id,
        hold_id,
        kind,
        reason,
        person,
        "until",
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id, kind ORDER BY entered_on DESC, hold_id DESC
        ) AS newest
    FROM known.holds
),

longest AS (
    SELECT
        standing.*,
        row_number() OVER (
            PARTITION BY standing.as_of, standing.account_id, standing.product_id
            ORDER BY standing."until" DESC, standing.kind
        ) AS place
    FROM standing
    LEFT JOIN woken ON standing.as_of = woken.as_of AND standing.hold_id = woken.hold_id
    WHERE standing.newest = 1 AND standing."until" > standing.as_of AND woken.hold_id IS NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    'block' AS verdict,
    kind AS reason_code,
    CASE kind WHEN 'hold' THEN 'Hands off' WHEN 'snooze' THEN 'Snoozed' ELSE 'Not now' END
    || ' until ' || CAST("until" AS VARCHAR) || coalesce(' (' || person || ')', '') || coalesce(': ' || reason, '')
        AS reason,
    "until" AS reopens_on
FROM longest
WHERE place = 1

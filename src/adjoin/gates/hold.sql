/* ---
what: A person of ours said hands off, not now, or later; it lifts on the day they named.
severity: 5
needs_any: []
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {}
--- */
WITH standing AS (
    SELECT
        as_of,
        account_id,
        product_id,
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
        *,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY "until" DESC, kind) AS place
    FROM standing
    WHERE newest = 1 AND "until" > as_of
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

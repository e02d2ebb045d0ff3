/* ---
what: >
  The account has not just bought a rival of the product: a purchase (an event of kind competitor_purchase that names the
  product, or a vendor or category that the catalog says it replaces) blocks for 18 months, for nobody buys the same thing
  twice. Where the end of the rival's contract is known (due_on of the event) it blocks until 120 days before that day
  instead.
severity: 75
needs_any: [events]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {months: 18, before_end_days: 120}
--- */
WITH bought AS (
    SELECT
        rivals.as_of,
        rivals.account_id,
        rivals.product_id,
        rivals.vendor,
        rivals.occurred_on,
        events.due_on,
        coalesce(
            events.due_on - $before_end_days,
            CAST(rivals.occurred_on + $months * INTERVAL '1 month' AS DATE)
        ) AS opens_on
    FROM rivals
    INNER JOIN cells
        ON
            rivals.as_of = cells.as_of
            AND rivals.account_id = cells.account_id
            AND rivals.product_id = cells.product_id
    INNER JOIN known.events AS events ON rivals.as_of = events.as_of AND rivals.event_id = events.event_id
    WHERE rivals.kind = 'competitor_purchase'
),

longest AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY opens_on DESC, occurred_on DESC, vendor NULLS LAST, due_on
        ) AS place
    FROM bought
    WHERE opens_on > as_of
)

SELECT
    as_of,
    account_id,
    product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    'block' AS verdict,
    'rival_bought' AS reason_code,
    'They bought ' || coalesce(vendor, 'a rival of it') || ' on ' || CAST(occurred_on AS VARCHAR)
    || coalesce(', until ' || CAST(due_on AS VARCHAR), '') AS reason,
    opens_on AS reopens_on
FROM longest
WHERE place = 1

/* ---
what: >
  Rivals at an account, looked at, researched or bought, by the product of ours that the event names or that the catalog
  says replaces the vendor or its category.
key: [as_of, event_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: of ours
  event_id: text
  occurred_on: date
  kind: competitor_evaluation, category_research or competitor_purchase
  vendor: null where unknown
  body: text
--- */
SELECT DISTINCT
    events.as_of,
    events.account_id,
    coalesce(events.product_id, replaces.product_id) AS product_id,
    events.event_id,
    events.occurred_on,
    lower(events.kind) AS kind,
    events.vendor,
    events.body
FROM known.events AS events
LEFT JOIN catalog_replaces AS replaces
    ON
        events.product_id IS NULL
        AND (lower(events.category) = replaces.category OR lower(events.vendor) = replaces.tool)
WHERE
    lower(events.kind) IN ('competitor_evaluation', 'category_research', 'competitor_purchase')
    AND coalesce(events.product_id, replaces.product_id) IS NOT NULL

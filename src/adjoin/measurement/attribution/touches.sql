/* ---
what: >
  What touched the root account about the product within `look_back_days` before it began: triggers (signals as they
  first became known, up to the day the opportunity was opened: later ones are its echo; the opportunity's own word
  where none was seen), motions (approaches, plays, opportunities with a motion, exposures in the product), and partners
  at work. An opportunity whose motion is among `organic_motions` came by itself.
key: [as_of, root_id, product_id, touched_on, kind, name, ref]
columns:
  as_of: date
  root_id: text
  product_id: text
  touched_on: date
  dimension: trigger, motion or partner
  kind: signal, deal_trigger, approach, play, opportunity, in_product or partner
  name: the signal's kind, the motion, or the partner
  ref: what it was; empty for signals
parameters:
  look_back_days: 180
  organic_motions: "inbound,organic,self-serve,self serve,self-service,self_service,self_serve"
  in_product_channels: "in_product,in-product,in product,in_app,in-app,in app,paywall,product tour"
--- */
WITH family AS (
    SELECT
        further_starts.*,
        roots.account_id AS member_id,
        further_starts.started_on - CAST($look_back_days AS INTEGER) AS since
    FROM further_starts
    INNER JOIN roots ON further_starts.as_of = roots.as_of AND further_starts.root_id = roots.root_id
),

seen AS (
    SELECT family.as_of, family.root_id, family.product_id, firings.fired_on AS touched_on, firings.kind AS name
    FROM family
    INNER JOIN firings
        ON
            family.member_id = firings.account_id
            AND family.product_id = firings.product_id
            AND firings.fired_on >= family.since
            AND firings.fired_on <= family.opened_on
            AND firings.fired_on <= family.as_of
    GROUP BY family.as_of, family.root_id, family.product_id, firings.fired_on, firings.kind
),

said AS (
    SELECT
        starts.as_of,
        starts.root_id,
        starts.product_id,
        starts.deal_created_on AS touched_on,
        starts.deal_trigger AS name
    FROM further_starts AS starts
    LEFT JOIN (SELECT DISTINCT as_of, root_id, product_id FROM seen) AS any_seen
        ON
            starts.as_of = any_seen.as_of
            AND starts.root_id = any_seen.root_id
            AND starts.product_id = any_seen.product_id
    WHERE
        starts.deal_trigger IS NOT NULL
        AND any_seen.as_of IS NULL
        AND starts.deal_created_on >= starts.started_on - CAST($look_back_days AS INTEGER)
),

spoken AS (
    SELECT
        family.as_of,
        family.root_id,
        family.product_id,
        family.since,
        family.started_on,
        interactions.interaction_id,
        interactions.occurred_on,
        lower(trim(interactions.purpose)) AS purpose,
        ',' || $in_product_channels || ',' LIKE '%,' || lower(trim(interactions.channel)) || ',%' AS in_product,
        coalesce(
            ',' || replace(interactions.products_mentioned, ' ', '') || ',' LIKE '%,' || family.product_id || ',%', FALSE
        ) AS mentioned
    FROM family
    INNER JOIN known.interactions AS interactions
        ON
            family.as_of = interactions.as_of
            AND family.member_id = interactions.account_id
            AND interactions.occurred_on >= family.since
            AND interactions.occurred_on <= family.started_on
),

approached AS (
    SELECT spoken.as_of, spoken.root_id, spoken.product_id, spoken.occurred_on, spoken.interaction_id, spoken.purpose
    FROM spoken
    INNER JOIN approaches
        ON
            spoken.as_of = approaches.as_of
            AND spoken.interaction_id = approaches.interaction_id
            AND spoken.product_id = approaches.product_id
    WHERE NOT coalesce(spoken.in_product, FALSE)
),

partners AS (
    SELECT
        family.as_of,
        family.root_id,
        family.product_id,
        events.occurred_on,
        coalesce(max(catalog_partners.name), min(trim(events.partner))) AS partner
    FROM family
    INNER JOIN known.events AS events
        ON
            family.as_of = events.as_of
            AND family.member_id = events.account_id
            AND events.occurred_on >= family.since
            AND events.occurred_on <= family.started_on
            AND coalesce(events.product_id = family.product_id, TRUE)
    LEFT JOIN catalog_partners
        ON lower(trim(events.partner)) IN (lower(catalog_partners.partner_id), lower(catalog_partners.name))
    WHERE
        lower(events.kind) IN ('partner_referral', 'partner_project', 'partner_event')
        AND trim(coalesce(events.partner, '')) <> ''
    GROUP BY family.as_of, family.root_id, family.product_id, events.occurred_on, lower(trim(events.partner))
)

SELECT as_of, root_id, product_id, touched_on, 'trigger' AS dimension, 'signal' AS kind, name, '' AS ref FROM seen
UNION ALL
SELECT as_of, root_id, product_id, touched_on, 'trigger' AS dimension, 'deal_trigger' AS kind, name, '' AS ref FROM said
UNION ALL
SELECT
    as_of,
    root_id,
    product_id,
    occurred_on AS touched_on,
    'motion' AS dimension,
    'approach' AS kind,
    'approach: ' || purpose AS name,
    interaction_id AS ref
FROM approached
UNION ALL
SELECT
    as_of,
    root_id,
    product_id,
    occurred_on AS touched_on,
    'motion' AS dimension,
    'in_product' AS kind,
    'in the product' AS name,
    interaction_id AS ref
FROM spoken
WHERE in_product AND mentioned
UNION ALL
SELECT
    starts.as_of,
    starts.root_id,
    starts.product_id,
    starts.accepted_on AS touched_on,
    'motion' AS dimension,
    'play' AS kind,
    coalesce(plays.motion, 'play') AS name,
    starts.play_id AS ref
FROM further_starts AS starts
LEFT JOIN plays ON starts.play_id = 'play-' || CAST(plays.play_id AS VARCHAR)
WHERE starts.accepted_on >= starts.started_on - CAST($look_back_days AS INTEGER)
UNION ALL
SELECT
    as_of,
    root_id,
    product_id,
    deal_created_on AS touched_on,
    'motion' AS dimension,
    'opportunity' AS kind,
    deal_motion AS name,
    opportunity_id AS ref
FROM further_starts
WHERE
    deal_motion IS NOT NULL
    AND NOT ',' || $organic_motions || ',' LIKE '%,' || deal_motion || ',%'
    AND deal_created_on >= started_on - CAST($look_back_days AS INTEGER)
UNION ALL
SELECT
    as_of,
    root_id,
    product_id,
    occurred_on AS touched_on,
    'partner' AS dimension,
    'partner' AS kind,
    partner AS name,
    '' AS ref
FROM partners

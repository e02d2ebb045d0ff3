/* ---
what: >
  What reached the units left alone on the days that count: an outbound approach about the product or none in
  particular, an accepted play, an opportunity that did not follow an inbound interaction within `inbound_days`.
key: [as_of, experiment, source, account_id, what, happened_on]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  account_id: the one reached
  root: the unit it belongs to
  what: approach, play or opportunity
  happened_on: date
parameters: {inbound_days: 14}
--- */
WITH alone AS (
    SELECT
        accounts.as_of,
        accounts.experiment,
        accounts.source,
        accounts.unit_id,
        accounts.account_id,
        accounts.began_on,
        accounts.matures_on,
        units.product_id
    FROM unit_accounts AS accounts
    INNER JOIN experiment_units AS units
        ON
            accounts.as_of = units.as_of
            AND accounts.experiment = units.experiment
            AND accounts.source = units.source
            AND accounts.unit_id = units.unit_id
    WHERE units.is_control AND units.left_out IS NULL
),

asked_for AS (
    SELECT DISTINCT opportunities.as_of, opportunities.opportunity_id, opportunities.product_id
    FROM known.opportunities AS opportunities
    INNER JOIN known.interactions AS interactions
        ON
            opportunities.as_of = interactions.as_of
            AND opportunities.account_id = interactions.account_id
            AND interactions.direction = 'in'
            AND interactions.occurred_on <= opportunities.created_on
            AND interactions.occurred_on >= opportunities.created_on - CAST($inbound_days AS INTEGER)
            AND (
                interactions.products_mentioned IS NULL
                OR ',' || replace(interactions.products_mentioned, ' ', '') || ','
                LIKE '%,' || opportunities.product_id || ',%'
            )
),

reached AS (
    SELECT as_of, account_id, product_id, occurred_on AS happened_on, 'approach' AS what, TRUE AS any_product
    FROM approaches
    UNION ALL
    SELECT as_of, account_id, product_id, accepted_on AS happened_on, 'play' AS what, FALSE AS any_product
    FROM known.plays
    UNION ALL
    SELECT
        opportunities.as_of,
        opportunities.account_id,
        opportunities.product_id,
        opportunities.created_on AS happened_on,
        'opportunity' AS what,
        FALSE AS any_product
    FROM known.opportunities AS opportunities
    LEFT JOIN asked_for
        ON
            opportunities.as_of = asked_for.as_of
            AND opportunities.opportunity_id = asked_for.opportunity_id
            AND opportunities.product_id = asked_for.product_id
    WHERE asked_for.opportunity_id IS NULL
)

SELECT DISTINCT
    alone.as_of,
    alone.experiment,
    alone.source,
    reached.account_id,
    alone.unit_id AS root,
    reached.what,
    reached.happened_on
FROM alone
INNER JOIN reached
    ON
        alone.as_of = reached.as_of
        AND alone.account_id = reached.account_id
        AND reached.happened_on BETWEEN alone.began_on AND alone.matures_on
WHERE
    alone.product_id IS NULL
    OR reached.product_id = alone.product_id
    OR (reached.product_id IS NULL AND reached.any_product)

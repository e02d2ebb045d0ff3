/* ---
what: >
  The product that a recommendation builds on is in use: utilisation below 60 % blocks, 60 to 70 % warns. An account
  without usage of it cannot be told, and what cannot be told blocks (`unknown` says otherwise). A product is not judged at all (off) where the
  catalog names no measure and no users are mapped, or where what the measure is divided by is not mapped.
severity: 40
needs_any: [usage, users]
key: [as_of, account_id, base_product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {floor: 0.6, comfortable: 0.7, unknown: block}
--- */
WITH judged AS (
    SELECT
        products.product_id,
        products.name,
        CASE
            WHEN adoption.product_id IS NULL
                THEN 'users' IN (SELECT name FROM mapped) AND 'subscriptions.seats' IN (SELECT name FROM mapped)
            ELSE
                'usage' IN (SELECT name FROM mapped)
                AND (adoption.of_what <> 'seats' OR 'subscriptions.seats' IN (SELECT name FROM mapped))
                AND (adoption.of_what <> 'limit' OR 'limits' IN (SELECT name FROM mapped))
        END AS can_be_judged
    FROM catalog_products AS products
    LEFT JOIN catalog_adoption AS adoption ON products.product_id = adoption.product_id
),

measured AS (
    SELECT
        utilisation.*,
        judged.name,
        coalesce(', begin with ' || unused.features, '') AS begin_with,
        CASE
            WHEN NOT judged.can_be_judged THEN 'off'
            WHEN utilisation.utilisation IS NULL THEN 'unknown'
            WHEN utilisation.utilisation < $floor THEN 'block'
            WHEN utilisation.utilisation < $comfortable THEN 'warn'
            ELSE 'pass'
        END AS verdict,
        CAST(CAST(floor(round(100 * utilisation.utilisation, 6)) AS INTEGER) AS VARCHAR) || ' %' AS share
    FROM utilisation
    INNER JOIN judged ON utilisation.product_id = judged.product_id
    LEFT JOIN unused_features AS unused
        ON
            utilisation.as_of = unused.as_of
            AND utilisation.account_id = unused.account_id
            AND utilisation.product_id = unused.product_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    product_id AS base_product_id,
    verdict,
    CASE verdict
        WHEN 'off' THEN 'no_measure'
        WHEN 'unknown' THEN 'utilisation_unknown'
        WHEN 'block' THEN 'under_used'
        WHEN 'warn' THEN 'barely_used'
        ELSE 'used'
    END AS reason_code,
    CASE verdict
        WHEN 'off' THEN 'Nothing mapped says how much ' || name || ' is used'
        WHEN 'unknown' THEN 'No usage of ' || name || ' is on record, so adoption cannot be told'
        WHEN 'block' THEN name || ' is used at ' || share || ' (' || replace(measure, '_', ' ')
            || '): fix adoption first' || begin_with
        WHEN 'warn' THEN name || ' is used at ' || share || ': only with an adoption plan' || begin_with
        ELSE name || ' is used at ' || share
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM measured

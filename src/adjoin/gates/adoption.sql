/* ---
what: >
  The product that a recommendation builds on is in use: utilisation below 60 % blocks, 60 to 70 % warns. Without
  usage it cannot be told, and what cannot be told blocks.
severity: 40
needs_any: [usage, users]
key: [as_of, account_id, base_product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {floor: 0.6, comfortable: 0.7}
--- */
WITH measured AS (
    SELECT
        utilisation.*,
        products.name,
        CASE
            WHEN utilisation.utilisation IS NULL THEN 'unknown'
            WHEN utilisation.utilisation < $floor THEN 'block'
            WHEN utilisation.utilisation < $comfortable THEN 'warn'
            ELSE 'pass'
        END AS verdict,
        CAST(CAST(floor(100 * utilisation.utilisation) AS INTEGER) AS VARCHAR) || ' %' AS share
    FROM utilisation
    INNER JOIN catalog_products AS products ON utilisation.product_id = products.product_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    product_id AS base_product_id,
    verdict,
    CASE verdict
        WHEN 'unknown' THEN 'utilisation_unknown'
        WHEN 'block' THEN 'under_used'
        WHEN 'warn' THEN 'barely_used'
        ELSE 'used'
    END AS reason_code,
    CASE verdict
        WHEN 'unknown' THEN 'No usage of ' || name || ' is on record, so adoption cannot be told'
        WHEN 'block' THEN name || ' is used at ' || share || ' (' || replace(measure, '_', ' ')
            || '): fix adoption first'
        WHEN 'warn' THEN name || ' is used at ' || share || ': only with an adoption plan'
        ELSE name || ' is used at ' || share
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM measured

/* ---
what: >
  The product follows from the one it builds on: blocked where enough is seen, its lift lies below 1 and the catalog
  links neither to the other; "thin evidence" where there is neither a link nor a lift above 1.
severity: 80
needs_any: []
key: [as_of, account_id, product_id, base_product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {}
--- */
WITH judged AS (
    SELECT
        bases.as_of,
        bases.account_id,
        bases.product_id,
        bases.base_product_id,
        affinity.lift,
        base.name AS base_name,
        product.name,
        CASE
            WHEN coalesce(links.linked, FALSE) OR links.bridge IS NOT NULL OR affinity.lift_low > 1 THEN 'pass'
            WHEN affinity.enough AND affinity.lift_high < 1 THEN 'block'
            ELSE 'warn'
        END AS verdict
    FROM bases
    INNER JOIN catalog_products AS base ON bases.base_product_id = base.product_id
    INNER JOIN catalog_products AS product ON bases.product_id = product.product_id
    LEFT JOIN affinity
        ON
            bases.base_product_id = affinity.from_product
            AND bases.product_id = affinity.to_product
            AND affinity.horizon_days = 90
    LEFT JOIN catalog_links AS links
        ON bases.base_product_id = links.from_product AND bases.product_id = links.to_product
)

SELECT
    as_of,
    account_id,
    product_id,
    base_product_id,
    verdict,
    CASE verdict WHEN 'block' THEN 'follows_less_than_chance' ELSE 'thin_evidence' END AS reason_code,
    CASE verdict
        WHEN 'block' THEN name || ' follows ' || base_name || ' less often than it comes anyway (lift '
            || CAST(round(lift, 2) AS VARCHAR) || ')'
        ELSE 'Thin evidence that ' || name || ' follows ' || base_name
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM judged
WHERE verdict <> 'pass'

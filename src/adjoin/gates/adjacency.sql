/* ---
what: >
  The product follows from something the account holds: blocked where, for every product held, enough is seen, the
  lift lies below 1 and the catalog links neither to the other; "thin evidence" where none of them has a link or a
  lift above 1. Where nobody knows start dates nothing can follow: there thin
  evidence is that not even the best base has holders who hold the product more often than all accounts do.
severity: 80
needs_any: []
key: [as_of, account_id, product_id, base_product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {}
--- */
WITH dated AS (
    SELECT as_of FROM holdings
    GROUP BY as_of
    HAVING count(held_days) > 0
),

from_each AS (
    SELECT
        bases.as_of,
        bases.account_id,
        bases.product_id,
        bases.base_product_id,
        CASE
            WHEN coalesce(links.linked, FALSE) OR links.bridge IS NOT NULL OR affinity.lift_low > 1 THEN 0
            WHEN affinity.enough AND affinity.lift_high < 1 THEN 2
            ELSE 1
        END AS doubt,
        CASE WHEN holdings.product_id = bases.base_product_id THEN affinity.lift END AS lift
    FROM bases
    INNER JOIN dated ON bases.as_of = dated.as_of
    INNER JOIN holdings ON bases.as_of = holdings.as_of AND bases.account_id = holdings.account_id
    LEFT JOIN affinity
        ON
            holdings.product_id = affinity.from_product
            AND bases.product_id = affinity.to_product
            AND affinity.horizon_days = 90
    LEFT JOIN catalog_links AS links
        ON holdings.product_id = links.from_product AND bases.product_id = links.to_product
),

linked AS (
    SELECT DISTINCT holdings.as_of, holdings.account_id, links.to_product AS product_id
    FROM holdings
    INNER JOIN catalog_links AS links
        ON holdings.product_id = links.from_product AND (links.linked OR links.bridge IS NOT NULL)
),

shares AS (
    SELECT holdings.as_of, holdings.product_id, count(*) * 1.0 / max(book.accounts) AS share
    FROM holdings
    INNER JOIN (
        SELECT as_of, count(DISTINCT account_id) AS accounts FROM holdings
        GROUP BY as_of
        HAVING count(held_days) = 0
    ) AS book ON holdings.as_of = book.as_of
    GROUP BY holdings.as_of, holdings.product_id
),

undated AS (
    SELECT bases.as_of, bases.account_id, bases.product_id, bases.base_product_id
    FROM bases
    LEFT JOIN dated ON bases.as_of = dated.as_of
    LEFT JOIN shares ON bases.as_of = shares.as_of AND bases.product_id = shares.product_id
    LEFT JOIN linked
        ON
            bases.as_of = linked.as_of
            AND bases.account_id = linked.account_id
            AND bases.product_id = linked.product_id
    WHERE dated.as_of IS NULL AND linked.product_id IS NULL AND bases.held_together <= coalesce(shares.share, 0)
),

judged AS (
    SELECT as_of, account_id, product_id, base_product_id, min(doubt) AS doubt, max(lift) AS lift
    FROM from_each
    GROUP BY as_of, account_id, product_id, base_product_id
)

SELECT
    judged.as_of,
    judged.account_id,
    judged.product_id,
    judged.base_product_id,
    CASE judged.doubt WHEN 2 THEN 'block' ELSE 'warn' END AS verdict,
    CASE judged.doubt WHEN 2 THEN 'follows_less_than_chance' ELSE 'thin_evidence' END AS reason_code,
    CASE judged.doubt
        WHEN 2
            THEN product.name || ' follows ' || base.name || ' less often than it comes anyway (lift '
                || CAST(CAST(round(judged.lift, 2) AS DECIMAL(9, 2)) AS VARCHAR) || ')'
        ELSE 'Thin evidence that ' || product.name || ' follows ' || base.name
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM judged
INNER JOIN catalog_products AS base ON judged.base_product_id = base.product_id
INNER JOIN catalog_products AS product ON judged.product_id = product.product_id
WHERE judged.doubt > 0
UNION ALL
SELECT
    undated.as_of,
    undated.account_id,
    undated.product_id,
    undated.base_product_id,
    'warn' AS verdict,
    'thin_evidence' AS reason_code,
    'Thin evidence that ' || product.name || ' goes with ' || base.name AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM undated
INNER JOIN catalog_products AS base ON undated.base_product_id = base.product_id
INNER JOIN catalog_products AS product ON undated.product_id = product.product_id

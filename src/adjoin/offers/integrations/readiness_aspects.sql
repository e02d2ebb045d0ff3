/* ---
what: >
  Each ordered pair × each part of its readiness: how far it is there, and the log-odds that the rest of it would add.
  `bit` numbers the part, so that what an account lacks is one sum; `separate` is no part that an account could lack.
key: [as_of, product_id, base_product_id, aspect]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product
  aspect: sign_on, shared_data, activation, experience or separate
  bit: 1, 2, 4, 8 or 16
  state: missing, partial, full or unknown
  gap: log-odds that the rest of it would add, 0 or more; 0 where nobody said
  worth: log-odds that go with an account's lacking it, 0 or more; in full where nobody said
  source: of the weight, default or learned
  words: what the part is called
--- */
WITH parts AS (
    SELECT as_of, product_id, base_product_id, 'sign_on' AS aspect, 1 AS bit, sign_on AS there
    FROM pair_readiness
    UNION ALL
    SELECT as_of, product_id, base_product_id, 'shared_data' AS aspect, 2 AS bit, shared_data AS there
    FROM pair_readiness
    UNION ALL
    SELECT as_of, product_id, base_product_id, 'activation' AS aspect, 4 AS bit, activation AS there
    FROM pair_readiness
    UNION ALL
    SELECT as_of, product_id, base_product_id, 'experience' AS aspect, 8 AS bit, experience AS there
    FROM pair_readiness
    UNION ALL
    SELECT
        as_of, product_id, base_product_id, 'separate' AS aspect, 16 AS bit,
        CASE WHEN separate THEN 0.0 ELSE 1.0 END AS there
    FROM pair_readiness
)

SELECT
    parts.as_of,
    parts.product_id,
    parts.base_product_id,
    parts.aspect,
    CAST(parts.bit AS BIGINT) AS bit,
    CASE
        WHEN parts.there IS NULL THEN 'unknown'
        WHEN parts.there >= 1 THEN 'full'
        WHEN parts.there > 0 THEN 'partial'
        ELSE 'missing'
    END AS state,
    weights.worth * coalesce(1 - parts.there, 0) AS gap,
    weights.worth * coalesce(parts.there, 1) AS worth,
    weights.source,
    weights.words
FROM parts
INNER JOIN aspect_weights AS weights ON parts.as_of = weights.as_of AND parts.aspect = weights.aspect

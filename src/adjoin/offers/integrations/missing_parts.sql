/* ---
what: What each pair lacks, with the money of building that part alone, the dearest first.
key: [as_of, product_id, base_product_id, aspect]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product
  aspect: sign_on, shared_data, activation, experience or separate
  state: missing, partial or unknown
  money: of building this part alone; null without a price or where nobody said
  source: of its weight, default or learned
  place: 1 for the dearest
  words: the part, in words
  deed: what to build, in words
--- */
WITH priced AS (
    SELECT
        parts.*,
        CASE WHEN parts.state <> 'unknown' THEN CASE parts.aspect
            WHEN 'sign_on' THEN pair_money.sign_on
            WHEN 'shared_data' THEN pair_money.shared_data
            WHEN 'activation' THEN pair_money.activation
            WHEN 'experience' THEN pair_money.experience
            ELSE pair_money.separate
        END END AS money,
        base.name AS base_name,
        product.name AS product_name
    FROM readiness_aspects AS parts
    INNER JOIN pair_money
        ON
            parts.as_of = pair_money.as_of
            AND parts.product_id = pair_money.product_id
            AND parts.base_product_id = pair_money.base_product_id
    INNER JOIN catalog_products AS base ON parts.base_product_id = base.product_id
    INNER JOIN catalog_products AS product ON parts.product_id = product.product_id
    WHERE parts.state <> 'full'
)

SELECT
    as_of,
    product_id,
    base_product_id,
    aspect,
    state,
    money,
    source,
    row_number() OVER (
        PARTITION BY as_of, product_id, base_product_id
        ORDER BY state = 'unknown', money DESC NULLS LAST, gap DESC, bit
    ) AS place,
    words || CASE state WHEN 'partial' THEN ' (partly there)' ELSE '' END AS words,
    CASE aspect
        WHEN 'sign_on' THEN 'Let people sign on once for ' || base_name || ' and ' || product_name
        WHEN 'shared_data' THEN 'Let ' || product_name || ' read what ' || base_name || ' keeps'
        WHEN 'activation' THEN 'Let who has ' || base_name || ' switch ' || product_name || ' on with one click'
        WHEN 'experience' THEN 'Make ' || product_name || ' look and work as ' || base_name || ' does'
        ELSE 'Let ' || product_name || ' start beside ' || base_name || ' without a project of its own'
    END AS deed
FROM priced

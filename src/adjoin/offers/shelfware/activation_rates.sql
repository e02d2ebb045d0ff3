/* ---
what: >
  The chance that a product, once bought, is activated, from starts alike: of the same segment and size if at least
  `fewest` were followed, else of the segment, of the product, of all products. The interval is Wilson's (1927, Journal
  of the American Statistical Association 22, 209-212). Null where use of the product is not recorded, or where even
  all products together are too few.
key: [as_of, product_id, segment, size]
columns:
  as_of: date
  product_id: text
  segment: text, ? where unknown
  size: text, ? where unknown
  probability: 0-1; null where it cannot be told
  probability_low: lower limit, 95 %
  probability_high: upper limit
  comparable: starts it rests on
  alike_by: segment and size, segment, product, all products; or why it cannot be told
  measure: what counts as activated, in words
parameters: {fewest: 20, deviate: 1.959963984540054}
--- */
WITH groups AS (
    SELECT DISTINCT as_of, segment, size FROM size_bands
),

recorded AS (
    SELECT DISTINCT as_of, product_id FROM usage_feeds
    WHERE grain IN ('week', 'month')
),

measures AS (
    SELECT as_of, product_id, min(by_measure) AS always, max(by_measure) AS ever FROM starts_followed
    GROUP BY as_of, product_id
),

nearest AS (
    SELECT
        groups.as_of,
        products.product_id,
        groups.segment,
        groups.size,
        CASE
            WHEN recorded.product_id IS NULL THEN 'none'
            WHEN groups.segment <> '?' AND groups.size <> '?' AND own.comparable >= $fewest THEN 'own'
            WHEN groups.segment <> '?' AND alike.comparable >= $fewest THEN 'segment'
            WHEN holders.comparable >= $fewest THEN 'product'
            WHEN everything.comparable >= $fewest THEN 'all'
            ELSE 'few'
        END AS level,
        own.comparable AS own_comparable,
        own.activated AS own_activated,
        alike.comparable AS alike_comparable,
        alike.activated AS alike_activated,
        holders.comparable AS holders_comparable,
        holders.activated AS holders_activated,
        everything.comparable AS all_comparable,
        everything.activated AS all_activated
    FROM groups
    CROSS JOIN catalog_products AS products
    LEFT JOIN recorded ON groups.as_of = recorded.as_of AND products.product_id = recorded.product_id
    LEFT JOIN activation_counts AS own
        ON
            groups.as_of = own.as_of
            AND products.product_id = own.product_id
            AND groups.segment = own.segment
            AND groups.size = own.size
    LEFT JOIN activation_counts AS alike
        ON
            groups.as_of = alike.as_of
            AND products.product_id = alike.product_id
            AND groups.segment = alike.segment
            AND alike.size IS NULL
    LEFT JOIN activation_counts AS holders
        ON groups.as_of = holders.as_of AND products.product_id = holders.product_id AND holders.segment IS NULL
    LEFT JOIN activation_counts AS everything
        ON groups.as_of = everything.as_of AND everything.product_id IS NULL
),

chosen AS (
    SELECT
        *,
        CAST(
            CASE level
                WHEN 'own' THEN own_comparable
                WHEN 'segment' THEN alike_comparable
                WHEN 'product' THEN holders_comparable
                WHEN 'all' THEN all_comparable
                ELSE 0
            END AS BIGINT
        ) AS comparable,
        CAST(
            CASE level
                WHEN 'own' THEN own_activated
                WHEN 'segment' THEN alike_activated
                WHEN 'product' THEN holders_activated
                WHEN 'all' THEN all_activated
            END AS DOUBLE
        ) AS activated
    FROM nearest
),

shares AS (
    SELECT
        *,
        activated / nullif(comparable, 0) AS share,
        $deviate * $deviate / nullif(comparable, 0) AS room
    FROM chosen
),

limits AS (
    SELECT
        *,
        (share + room / 2) / (1 + room) AS middle,
        $deviate * sqrt(share * (1 - share) / nullif(comparable, 0) + room / (4 * nullif(comparable, 0))) / (1 + room) AS half
    FROM shares
)

SELECT
    limits.as_of,
    limits.product_id,
    limits.segment,
    limits.size,
    round(limits.share, 12) AS probability,
    round(limits.middle - limits.half, 12) AS probability_low,
    round(limits.middle + limits.half, 12) AS probability_high,
    limits.comparable,
    CASE limits.level
        WHEN 'own' THEN 'segment and size'
        WHEN 'segment' THEN 'segment'
        WHEN 'product' THEN 'product'
        WHEN 'all' THEN 'all products'
        WHEN 'none' THEN 'use of this product is not recorded'
        ELSE 'fewer than ' || CAST($fewest AS VARCHAR) || ' starts of all products could be followed'
    END AS alike_by,
    CASE
        WHEN limits.level IN ('none', 'few') THEN NULL
        WHEN limits.level = 'all' THEN 'as each product is measured'
        WHEN measures.ever = 0 THEN 'in use in most of weeks 5 to 13'
        WHEN measures.always = 1 THEN adoption.metric || ' over ' || adoption.of_what
        ELSE adoption.metric || ' over ' || adoption.of_what || ', else in use in most of weeks 5 to 13'
    END AS measure
FROM limits
LEFT JOIN measures ON limits.as_of = measures.as_of AND limits.product_id = measures.product_id
LEFT JOIN catalog_adoption AS adoption ON limits.product_id = adoption.product_id

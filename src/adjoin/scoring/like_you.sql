/* ---
what: >
  Customers like this account who held the base product and then started the product: how many, and how long they
  took. Alike by segment, size and industry, as far as they are known, where at least `least` of them made the move, else by segment and size,
  else by segment where at least `few` did, else all customers. Only starts with a day that is known, by then, on
  which the base was still held.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: the open product
  customers: how many made the move
  median_days: from their start of the base to their start of the product
  alike_by: what they share with the account, in words
parameters: {least: 5, few: 3}
--- */
WITH first_spans AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY as_of, account_id, product_id ORDER BY began_on NULLS FIRST) AS place
    FROM spans
),

dated AS (
    SELECT * FROM first_spans
    WHERE place = 1 AND began_on IS NOT NULL AND NOT is_floor
),

kinds AS (
    SELECT
        size_bands.*,
        accounts.industry,
        CASE
            WHEN size_bands.segment <> '?' AND size_bands.size <> '?' THEN 'segment and size'
            WHEN size_bands.segment <> '?' THEN 'segment'
            WHEN size_bands.size <> '?' THEN 'size'
        END AS known
    FROM size_bands
    INNER JOIN known.accounts AS accounts
        ON size_bands.as_of = accounts.as_of AND size_bands.account_id = accounts.account_id
),

moves AS (
    SELECT
        base.as_of,
        base.product_id AS base_product_id,
        next.product_id,
        kinds.segment,
        kinds.size,
        kinds.industry,
        next.began_on - base.began_on AS days
    FROM dated AS base
    INNER JOIN dated AS next
        ON
            base.as_of = next.as_of
            AND base.account_id = next.account_id
            AND next.began_on > base.began_on
            AND coalesce(base.ended_on >= next.began_on, TRUE)
    INNER JOIN kinds ON base.as_of = kinds.as_of AND base.account_id = kinds.account_id
),

by_industry AS (
    SELECT as_of, base_product_id, product_id, segment, size, industry, count(*) AS customers, median(days) AS days
    FROM moves
    WHERE industry IS NOT NULL
    GROUP BY as_of, base_product_id, product_id, segment, size, industry
    HAVING count(*) >= $least
),

by_size AS (
    SELECT as_of, base_product_id, product_id, segment, size, count(*) AS customers, median(days) AS days
    FROM moves
    GROUP BY as_of, base_product_id, product_id, segment, size
    HAVING count(*) >= $few
),

by_segment AS (
    SELECT as_of, base_product_id, product_id, segment, count(*) AS customers, median(days) AS days
    FROM moves
    GROUP BY as_of, base_product_id, product_id, segment
    HAVING count(*) >= $few
),

by_nothing AS (
    SELECT as_of, base_product_id, product_id, count(*) AS customers, median(days) AS days
    FROM moves
    GROUP BY as_of, base_product_id, product_id
)

SELECT
    bases.as_of,
    bases.account_id,
    bases.product_id,
    coalesce(by_industry.customers, by_size.customers, by_segment.customers, by_nothing.customers) AS customers,
    coalesce(by_industry.days, by_size.days, by_segment.days, by_nothing.days) AS median_days,
    CASE
        WHEN by_industry.customers IS NOT NULL THEN coalesce(replace(kinds.known, ' and ', ', ') || ' and ', '') || 'industry'
        WHEN by_size.customers IS NOT NULL THEN kinds.known
        WHEN by_segment.customers IS NOT NULL THEN 'segment'
        ELSE 'all customers'
    END AS alike_by
FROM bases
INNER JOIN kinds ON bases.as_of = kinds.as_of AND bases.account_id = kinds.account_id
INNER JOIN by_nothing
    ON
        bases.as_of = by_nothing.as_of
        AND bases.base_product_id = by_nothing.base_product_id
        AND bases.product_id = by_nothing.product_id
LEFT JOIN by_segment
    ON
        bases.as_of = by_segment.as_of
        AND bases.base_product_id = by_segment.base_product_id
        AND bases.product_id = by_segment.product_id
        AND kinds.segment = by_segment.segment
        AND kinds.segment <> '?'
LEFT JOIN by_size
    ON
        bases.as_of = by_size.as_of
        AND bases.base_product_id = by_size.base_product_id
        AND bases.product_id = by_size.product_id
        AND kinds.segment = by_size.segment
        AND kinds.size = by_size.size
        AND kinds.known IS NOT NULL
LEFT JOIN by_industry
    ON
        bases.as_of = by_industry.as_of
        AND bases.base_product_id = by_industry.base_product_id
        AND bases.product_id = by_industry.product_id
        AND kinds.segment = by_industry.segment
        AND kinds.size = by_industry.size
        AND kinds.industry = by_industry.industry

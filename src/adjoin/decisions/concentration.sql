/* ---
what: >
  Whether the plays win by popularity alone: how many products they name and how much they crowd on one, beside what the
  product with most holders that each of these accounts could be offered would give.
key: [as_of, measure]
columns:
  as_of: date
  measure: text
  value: number
  definition: one sentence
--- */
WITH holders AS (
    SELECT as_of, product_id, count(DISTINCT account_id) AS held_by FROM holdings
    GROUP BY as_of, product_id
),

proposed AS (
    SELECT as_of, account_id, product_id FROM chosen
    WHERE action = 'play'
),

popular AS (
    SELECT
        proposed.as_of,
        proposed.account_id,
        candidates.product_id,
        row_number() OVER (
            PARTITION BY proposed.as_of, proposed.account_id
            ORDER BY coalesce(holders.held_by, 0) DESC, candidates.product_id
        ) AS place
    FROM proposed
    INNER JOIN candidates
        ON
            proposed.as_of = candidates.as_of
            AND proposed.account_id = candidates.account_id
            AND candidates.possible <> 'blocked'
    LEFT JOIN holders ON candidates.as_of = holders.as_of AND candidates.product_id = holders.product_id
),

named AS (
    SELECT as_of, 'plays' AS by_what, product_id, count(*) AS accounts FROM proposed
    GROUP BY as_of, product_id
    UNION ALL
    SELECT as_of, 'popularity' AS by_what, product_id, count(*) AS accounts FROM popular
    WHERE place = 1
    GROUP BY as_of, product_id
),

shared AS (
    SELECT
        *,
        CAST(accounts AS DOUBLE) / sum(accounts) OVER (PARTITION BY as_of, by_what) AS share
    FROM named
),

catalog_size AS (
    SELECT count(*) AS products FROM catalog_products
),

measured AS (
    SELECT
        shared.as_of,
        shared.by_what,
        CAST(sum(shared.accounts) AS DOUBLE) AS plays,
        CAST(count(*) AS DOUBLE) AS products,
        round(CAST(count(*) AS DOUBLE) / max(catalog_size.products), 9) AS coverage,
        round(max(shared.share), 9) AS top_share,
        round(sum(shared.share * shared.share), 9) AS hhi
    FROM shared
    CROSS JOIN catalog_size
    GROUP BY shared.as_of, shared.by_what
)

SELECT as_of, by_what || '_count' AS measure, plays AS value, 'Accounts counted' AS definition
FROM measured
WHERE by_what = 'plays'
UNION ALL
SELECT as_of, by_what || '_products' AS measure, products AS value, 'Products named at least once' AS definition
FROM measured
UNION ALL
SELECT as_of, by_what || '_coverage' AS measure, coverage AS value,
    'Products named, as a share of the catalog' AS definition
FROM measured
UNION ALL
SELECT as_of, by_what || '_top_share' AS measure, top_share AS value,
    'Share of the accounts that the product named most has' AS definition
FROM measured
UNION ALL
SELECT as_of, by_what || '_hhi' AS measure, hhi AS value,
    'Herfindahl-Hirschman index: the squared shares of the products, summed; 1 is a single product' AS definition
FROM measured

/* ---
what: >
  The facts that the rules of the motions ask about, for every open cell. Cells with the same facts have the same
  combination, of which there are far fewer than cells.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  expected_acv: money a year; null without any price
  complexity: of the product
  implementation: of the product
  departments: >
    buying departments among the products held and this one; null where the catalog names none for all of them
  segment: of the account; null where no rule asks, as the two below
  industry: of the account
  country: of the account, in small letters without spaces and hyphens
  combination: number of the combination of facts
parameters: {by_segment: true, by_industry: true, by_country: true}
--- */
WITH buying AS (
    SELECT holdings.as_of, holdings.account_id, departments.department
    FROM holdings
    INNER JOIN catalog_departments AS departments ON holdings.product_id = departments.product_id
    WHERE departments.role = 'buyer'
    GROUP BY holdings.as_of, holdings.account_id, departments.department
),

counted AS (
    SELECT as_of, account_id, count(*) AS departments FROM buying
    GROUP BY as_of, account_id
),

buyers AS (
    SELECT product_id, min(department) AS department FROM catalog_departments
    WHERE role = 'buyer'
    GROUP BY product_id
),

cells_with_facts AS (
    SELECT
        prior.as_of,
        prior.account_id,
        prior.product_id,
        prior.expected_acv,
        products.complexity,
        products.implementation,
        nullif(
            coalesce(counted.departments, 0)
            + CASE WHEN buyers.department IS NOT NULL AND buying.department IS NULL THEN 1 ELSE 0 END,
            0
        ) AS departments,
        CASE WHEN $by_segment THEN nullif(lower(trim(accounts.segment)), '') END AS segment,
        CASE WHEN $by_industry THEN nullif(lower(trim(accounts.industry)), '') END AS industry,
        CASE
            WHEN $by_country
                THEN nullif(
                    lower(
                        replace(replace(replace(replace(accounts.country, ' ', ''), '-', ''), '.', ''), '_', '')
                    ),
                    ''
                )
        END AS country
    FROM prior
    INNER JOIN catalog_products AS products ON prior.product_id = products.product_id
    LEFT JOIN known.accounts AS accounts
        ON prior.as_of = accounts.as_of AND prior.account_id = accounts.account_id
    LEFT JOIN counted ON prior.as_of = counted.as_of AND prior.account_id = counted.account_id
    LEFT JOIN buyers ON prior.product_id = buyers.product_id
    LEFT JOIN buying
        ON
            prior.as_of = buying.as_of
            AND prior.account_id = buying.account_id
            AND buyers.department = buying.department
)

SELECT
    as_of,
    account_id,
    product_id,
    expected_acv,
    complexity,
    implementation,
    CAST(departments AS BIGINT) AS departments,
    segment,
    industry,
    country,
    dense_rank() OVER (
        ORDER BY expected_acv, complexity, implementation, departments, segment, industry, country
    ) AS combination
FROM cells_with_facts

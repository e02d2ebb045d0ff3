/* ---
what: >
  Which partners can implement a product, and their record: accounts engaged with them, and how many of these began
  the product meanwhile. Rows for all, by industry, by country and by both; null means all. What the catalog says a
  partner does not do is left out; a partner that only the catalog knows has a row without a record. An association:
  accounts with a partner differ from others.
key: [as_of, partner, product_id, industry, country]
columns:
  as_of: date
  partner: name
  product_id: text
  industry: null for all
  country: null for all
  engaged: accounts
  started: of these, began the product while engaged
  median_days: from the first project or referral to the start, where one came before; null for fewer than `fewest`
  part: what they do, in the catalog's words, else by what was seen
  says: one sentence
parameters: {fewest: 3}
--- */
WITH cuts AS (
    SELECT 0 AS by_industry, 0 AS by_country
    UNION ALL
    SELECT 1 AS by_industry, 0 AS by_country
    UNION ALL
    SELECT 0 AS by_industry, 1 AS by_country
    UNION ALL
    SELECT 1 AS by_industry, 1 AS by_country
),

cut AS (
    SELECT
        starts.as_of,
        starts.partner,
        starts.product_id,
        CASE WHEN cuts.by_industry = 1 THEN starts.industry END AS industry,
        CASE WHEN cuts.by_country = 1 THEN starts.country END AS country,
        starts.projects,
        starts.referrals,
        starts.started,
        starts.took_days
    FROM partner_starts AS starts
    CROSS JOIN cuts
    WHERE
        (cuts.by_industry = 0 OR starts.industry IS NOT NULL)
        AND (cuts.by_country = 0 OR starts.country IS NOT NULL)
),

counted AS (
    SELECT
        as_of,
        partner,
        product_id,
        industry,
        country,
        count(*) AS engaged,
        sum(started) AS started,
        CASE WHEN count(took_days) >= $fewest THEN median(took_days) END AS median_days,
        sum(projects) AS projects,
        sum(referrals) AS referrals
    FROM cut
    GROUP BY as_of, partner, product_id, industry, country
    UNION ALL
    SELECT
        dates.as_of, partners.name AS partner, products.product_id, NULL AS industry, NULL AS country,
        0 AS engaged, 0 AS started, NULL AS median_days, 0 AS projects, 0 AS referrals
    FROM dates
    CROSS JOIN catalog_partners AS partners
    CROSS JOIN catalog_products AS products
    LEFT JOIN (SELECT DISTINCT as_of, partner, product_id FROM partner_engagements) AS seen
        ON dates.as_of = seen.as_of AND partners.name = seen.partner AND products.product_id = seen.product_id
    WHERE seen.partner IS NULL
),

limited AS (
    SELECT
        partners.name AS partner,
        partners.part,
        max(CASE fits.rule WHEN 'product' THEN 1 ELSE 0 END) AS products,
        max(CASE fits.rule WHEN 'industry' THEN 1 ELSE 0 END) AS industries,
        max(CASE fits.rule WHEN 'country' THEN 1 ELSE 0 END) AS countries
    FROM catalog_partners AS partners
    LEFT JOIN catalog_partner_fits AS fits ON partners.partner_id = fits.partner_id
    GROUP BY partners.name, partners.part
),

fits AS (
    SELECT partners.name AS partner, words.rule, words.word
    FROM catalog_partner_fits AS words
    INNER JOIN catalog_partners AS partners ON words.partner_id = partners.partner_id
)

SELECT
    counted.as_of,
    counted.partner,
    counted.product_id,
    counted.industry,
    counted.country,
    CAST(counted.engaged AS BIGINT) AS engaged,
    CAST(counted.started AS BIGINT) AS started,
    CAST(counted.median_days AS DOUBLE) AS median_days,
    coalesce(
        limited.part,
        CASE
            WHEN counted.projects > 0 AND counted.referrals > 0 THEN 'refers customers and runs projects'
            WHEN counted.projects > 0 THEN 'runs projects'
            WHEN counted.referrals > 0 THEN 'refers customers'
            WHEN counted.engaged > 0 THEN 'works with the account'
            ELSE 'implements'
        END
    ) AS part,
    CASE
        WHEN counted.engaged = 0 THEN 'The catalog names them for ' || products.name || '; no record yet'
        ELSE CAST(counted.started AS VARCHAR) || ' of ' || CAST(counted.engaged AS VARCHAR)
            || CASE counted.engaged WHEN 1 THEN ' account' ELSE ' accounts' END || ' engaged with them'
            || coalesce(' in ' || counted.industry, '') || coalesce(' in ' || counted.country, '')
            || ' began ' || products.name
            || coalesce(
                ', ' || CAST(CAST(round(counted.median_days, 0) AS BIGINT) AS VARCHAR)
                || ' days after they came in (median)', ''
            )
    END AS says
FROM counted
INNER JOIN catalog_products AS products ON counted.product_id = products.product_id
LEFT JOIN limited ON counted.partner = limited.partner
LEFT JOIN fits AS product_fit
    ON counted.partner = product_fit.partner AND product_fit.rule = 'product' AND counted.product_id = product_fit.word
LEFT JOIN fits AS industry_fit
    ON
        counted.partner = industry_fit.partner AND industry_fit.rule = 'industry'
        AND lower(counted.industry) = industry_fit.word
LEFT JOIN fits AS country_fit
    ON
        counted.partner = country_fit.partner AND country_fit.rule = 'country'
        AND lower(counted.country) = country_fit.word
WHERE
    (coalesce(limited.products, 0) = 0 OR product_fit.word IS NOT NULL)
    AND (coalesce(limited.industries, 0) = 0 OR counted.industry IS NULL OR industry_fit.word IS NOT NULL)
    AND (coalesce(limited.countries, 0) = 0 OR counted.country IS NULL OR country_fit.word IS NOT NULL)

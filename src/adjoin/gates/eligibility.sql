/* ---
what: >
  The product can be sold to this account now: country, segment, prerequisites, dates of sale; not covered by a
  parent's contract; no opportunity for it is open, nor was one, or a play, won within 90 days that has not begun yet.
severity: 70
needs_any: []
key: [as_of, account_id, product_id, reason_code]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {begins_within: 90}
--- */
WITH accounts AS (
    SELECT as_of, account_id, lower(country) AS country, lower(segment) AS segment FROM known.accounts
),

where_sold AS (
    SELECT
        cells.as_of,
        cells.account_id,
        cells.product_id,
        sold.rule,
        max(CASE WHEN sold.word = CASE sold.rule WHEN 'country' THEN accounts.country ELSE accounts.segment END
            THEN 1 ELSE 0 END) AS matched,
        max(CASE sold.rule WHEN 'country' THEN accounts.country ELSE accounts.segment END) AS actual
    FROM cells
    INNER JOIN accounts ON cells.as_of = accounts.as_of AND cells.account_id = accounts.account_id
    INNER JOIN catalog_sold AS sold ON cells.product_id = sold.product_id AND sold.rule IN ('country', 'segment')
    GROUP BY cells.as_of, cells.account_id, cells.product_id, sold.rule
),

prerequisites AS (
    SELECT
        cells.as_of,
        cells.account_id,
        cells.product_id,
        sold.rule,
        products.name AS other
    FROM cells
    INNER JOIN catalog_sold AS sold
        ON cells.product_id = sold.product_id AND sold.rule IN ('requires', 'excludes')
    LEFT JOIN catalog_products AS products ON sold.word = products.product_id
    LEFT JOIN holdings
        ON
            cells.as_of = holdings.as_of
            AND cells.account_id = holdings.account_id
            AND sold.word = holdings.product_id
    WHERE (holdings.product_id IS NULL) = (sold.rule = 'requires')
),

covered AS (
    SELECT cells.as_of, cells.account_id, cells.product_id, holdings.account_id AS parent_id
    FROM cells
    INNER JOIN ancestors ON cells.as_of = ancestors.as_of AND cells.account_id = ancestors.account_id
    INNER JOIN holdings
        ON
            cells.as_of = holdings.as_of
            AND cells.product_id = holdings.product_id
            AND holdings.covers_children
            AND ancestors.ancestor_id = holdings.account_id
),

won AS (
    SELECT as_of, account_id, product_id, closed_on FROM known.opportunities WHERE outcome = 'won'
    UNION ALL
    SELECT as_of, account_id, product_id, closed_on FROM known.plays WHERE outcome = 'won'
),

reasons AS (
    SELECT
        as_of, account_id, product_id, 'not_sold_' || CASE rule WHEN 'country' THEN 'here' ELSE 'to_segment' END AS reason_code,
        coalesce(
            'Not sold ' || CASE rule WHEN 'country' THEN 'in ' ELSE 'to the segment ' END || upper(actual),
            'Sold in some ' || CASE rule WHEN 'country' THEN 'countries' ELSE 'segments' END
            || ' only, and theirs is not known'
        ) AS reason,
        CAST(NULL AS DATE) AS reopens_on
    FROM where_sold WHERE matched = 0
    UNION ALL
    SELECT
        as_of, account_id, product_id, CASE rule WHEN 'requires' THEN 'prerequisite_missing' ELSE 'excluded' END AS reason_code,
        CASE rule WHEN 'requires' THEN 'Needs ' ELSE 'Cannot be held beside ' END || coalesce(other, 'another product')
        || CASE rule WHEN 'requires' THEN ', which is not held' ELSE '' END AS reason,
        CAST(NULL AS DATE) AS reopens_on
    FROM prerequisites
    UNION ALL
    SELECT
        cells.as_of, cells.account_id, cells.product_id,
        CASE WHEN products.sold_from > cells.as_of THEN 'not_yet_sold' ELSE 'no_longer_sold' END AS reason_code,
        CASE WHEN products.sold_from > cells.as_of THEN 'Sold from ' || CAST(products.sold_from AS VARCHAR)
            ELSE 'Sold until ' || CAST(products.sold_until AS VARCHAR) END AS reason,
        CASE WHEN products.sold_from > cells.as_of THEN products.sold_from END AS reopens_on
    FROM cells
    INNER JOIN catalog_products AS products ON cells.product_id = products.product_id
    WHERE products.sold_from > cells.as_of OR products.sold_until < cells.as_of
    UNION ALL
    SELECT DISTINCT
        as_of, account_id, product_id, 'covered_by_parent' AS reason_code,
        'Covered by the contract of ' || parent_id AS reason, CAST(NULL AS DATE) AS reopens_on
    FROM covered
    UNION ALL
    SELECT
        cells.as_of, cells.account_id, cells.product_id, 'opportunity_open' AS reason_code,
        'An opportunity for it is open since ' || CAST(min(opportunities.created_on) AS VARCHAR) AS reason,
        CAST(NULL AS DATE) AS reopens_on
    FROM cells
    INNER JOIN known.opportunities AS opportunities
        ON
            cells.as_of = opportunities.as_of
            AND cells.account_id = opportunities.account_id
            AND cells.product_id = opportunities.product_id
    WHERE opportunities.outcome = 'open'
    GROUP BY cells.as_of, cells.account_id, cells.product_id
    UNION ALL
    SELECT
        cells.as_of, cells.account_id, cells.product_id, 'just_won' AS reason_code,
        'Sold on ' || CAST(max(won.closed_on) AS VARCHAR) || ', and it has not begun yet' AS reason,
        max(won.closed_on) + $begins_within + 1 AS reopens_on
    FROM cells
    INNER JOIN won
        ON cells.as_of = won.as_of AND cells.account_id = won.account_id AND cells.product_id = won.product_id
    WHERE cells.as_of - won.closed_on <= $begins_within
    GROUP BY cells.as_of, cells.account_id, cells.product_id
)

SELECT
    as_of,
    account_id,
    product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    'block' AS verdict,
    reason_code,
    reason,
    reopens_on
FROM reasons

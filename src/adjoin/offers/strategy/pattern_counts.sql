/* ---
what: >
  The further products that came in each of three ways, of those that could have, beside what chance would give; with
  the sums over root accounts from which the variance of a share of clusters is made.
key: [as_of, pattern]
columns:
  as_of: date
  pattern: workflow_driven, platform_bundle or stakeholder_expansion
  further: products begun beyond an account's first
  numerator: came in this way
  denominator: could be judged
  expected: mean chance of it; null with none
  roots: root accounts with one that could be judged
  hits_squared: sum over roots of the numerator squared
  hits_by_size: sum over roots of numerator times denominator
  sizes_squared: sum over roots of the denominator squared
  least: further products below which nothing is said
  matters: excess over chance, as a share of all further products, from which a pattern counts
parameters: {least: 30, matters: 0.1}
--- */
WITH judged AS (
    SELECT as_of, root_id, 'platform_bundle' AS pattern, together AS hit, together_by_chance AS chance
    FROM further_products
    UNION ALL
    SELECT as_of, root_id, 'workflow_driven' AS pattern, followed AS hit, followed_by_chance AS chance
    FROM further_products
    WHERE followed IS NOT NULL
    UNION ALL
    SELECT as_of, root_id, 'stakeholder_expansion' AS pattern, other_department AS hit, other_department_by_chance AS chance
    FROM further_products
    WHERE other_department IS NOT NULL
),

by_root AS (
    SELECT
        as_of,
        pattern,
        root_id,
        count(CASE WHEN hit THEN 1 END) AS hits,
        count(*) AS size,
        sum(chance) AS chance
    FROM judged
    GROUP BY as_of, pattern, root_id
),

patterns AS (
    SELECT as_of, 'platform_bundle' AS pattern FROM dates
    UNION ALL
    SELECT as_of, 'workflow_driven' AS pattern FROM dates
    UNION ALL
    SELECT as_of, 'stakeholder_expansion' AS pattern FROM dates
),

totals AS (
    SELECT as_of, count(*) AS further FROM further_products
    GROUP BY as_of
)

SELECT
    patterns.as_of,
    patterns.pattern,
    coalesce(max(totals.further), 0) AS further,
    CAST(coalesce(sum(by_root.hits), 0) AS BIGINT) AS numerator,
    CAST(coalesce(sum(by_root.size), 0) AS BIGINT) AS denominator,
    round(sum(by_root.chance) / nullif(sum(by_root.size), 0), 9) AS expected,
    count(by_root.root_id) AS roots,
    CAST(coalesce(sum(by_root.hits * by_root.hits), 0) AS BIGINT) AS hits_squared,
    CAST(coalesce(sum(by_root.hits * by_root.size), 0) AS BIGINT) AS hits_by_size,
    CAST(coalesce(sum(by_root.size * by_root.size), 0) AS BIGINT) AS sizes_squared,
    CAST($least AS BIGINT) AS least,
    CAST($matters AS DOUBLE) AS matters
FROM patterns
LEFT JOIN totals ON patterns.as_of = totals.as_of
LEFT JOIN by_root ON patterns.as_of = by_root.as_of AND patterns.pattern = by_root.pattern
GROUP BY patterns.as_of, patterns.pattern

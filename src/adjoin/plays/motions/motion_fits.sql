/* ---
what: The first rule of `motion_rules` that fits each combination of facts. A fact that is not known meets none.
key: [combination]
columns:
  combination: number of the combination
  place: of the rule, from 1
  expected_acv: money a year
  complexity: of the product
  implementation: of the product
  departments: buying departments
  segment: of the account
  industry: of the account
  country: of the account
--- */
WITH combinations AS (
    SELECT combination, expected_acv, complexity, implementation, departments, segment, industry, country
    FROM motion_cells
    GROUP BY combination, expected_acv, complexity, implementation, departments, segment, industry, country
),

fitting AS (
    SELECT combinations.combination, min(rules.place) AS place
    FROM combinations
    CROSS JOIN motion_rules AS rules
    WHERE
        (rules.complexity IS NULL OR strpos(rules.complexity, '|' || combinations.complexity || '|') > 0)
        AND (
            rules.implementation IS NULL
            OR strpos(rules.implementation, '|' || combinations.implementation || '|') > 0
        )
        AND (rules.segments IS NULL OR strpos(rules.segments, '|' || combinations.segment || '|') > 0)
        AND (rules.industries IS NULL OR strpos(rules.industries, '|' || combinations.industry || '|') > 0)
        AND (rules.countries IS NULL OR strpos(rules.countries, '|' || combinations.country || '|') > 0)
        AND (rules.acv_from IS NULL OR combinations.expected_acv >= rules.acv_from)
        AND (rules.acv_to IS NULL OR combinations.expected_acv < rules.acv_to)
        AND (rules.departments IS NULL OR combinations.departments >= rules.departments)
    GROUP BY combinations.combination
)

SELECT
    combinations.combination,
    fitting.place,
    combinations.expected_acv,
    combinations.complexity,
    combinations.implementation,
    combinations.departments,
    combinations.segment,
    combinations.industry,
    combinations.country
FROM combinations
INNER JOIN fitting ON combinations.combination = fitting.combination
ORDER BY combinations.combination

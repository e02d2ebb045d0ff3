/* ---
what: >
  A goal of the customer's is known, stated in a source or heard by a person. Where objectives are mapped and none is
  known, nothing is pitched; asking (discovery) stays allowed.
severity: 65
scope: play
needs_any: [objectives]
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {}
--- */
WITH stated AS (
    SELECT
        as_of,
        account_id,
        objective,
        row_number() OVER (
            PARTITION BY as_of, account_id ORDER BY stated_on DESC NULLS LAST, objective
        ) AS place
    FROM known.objectives
)

SELECT
    book.as_of,
    book.account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE WHEN stated.account_id IS NULL THEN 'block' ELSE 'pass' END AS verdict,
    CASE WHEN stated.account_id IS NULL THEN 'no_objective' ELSE 'objective_known' END AS reason_code,
    CASE
        WHEN stated.account_id IS NULL THEN 'No goal of theirs is known: ask before pitching anything'
        ELSE 'Their goal: ' || left(stated.objective, 120)
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
LEFT JOIN stated
    ON book.as_of = stated.as_of AND book.account_id = stated.account_id AND stated.place = 1

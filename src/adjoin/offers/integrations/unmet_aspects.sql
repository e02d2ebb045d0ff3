/* ---
what: The parts of readiness that an account lacks on its own side, by the prerequisites of a product that it does not meet.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  lacks: sum of the bits of the parts, see readiness_aspects
--- */
SELECT
    as_of,
    account_id,
    product_id,
    CAST(sum(DISTINCT CASE aspect
        WHEN 'sign_on' THEN 1 WHEN 'shared_data' THEN 2 WHEN 'activation' THEN 4 WHEN 'experience' THEN 8 ELSE 0
    END) AS BIGINT) AS lacks
FROM prerequisites_met
WHERE state = 'unmet'
GROUP BY as_of, account_id, product_id

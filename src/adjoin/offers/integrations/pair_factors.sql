/* ---
what: >
  By how much the odds of a cell would rise, for every pair and every set of parts that some account lacks on its own
  side: a part that the account lacks is not worth anything there until the account has it, so building it counts for
  the other accounts only.
key: [as_of, product_id, base_product_id, lacks]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product
  lacks: sum of the bits of the parts that the account lacks; 0 for none
  sign_on: odds factor of building this part of the pair
  shared_data: likewise
  activation: likewise
  experience: likewise
  separate: likewise
  built: of building all parts that the pair lacks
  switched: of the account's getting all that it lacks, the pair as it is
  whole: of the two together
--- */
WITH sets AS (
    SELECT as_of, lacks FROM unmet_aspects
    UNION
    SELECT as_of, CAST(0 AS BIGINT) AS lacks FROM dates
),

parts AS (
    SELECT
        parts.*,
        sets.lacks,
        CASE WHEN (sets.lacks & parts.bit) > 0 THEN 0 ELSE parts.gap END AS built,
        CASE WHEN (sets.lacks & parts.bit) > 0 THEN parts.worth ELSE 0 END AS switched,
        -- With the account's side in order, what the pair lacks of the part counts there too.
        CASE WHEN (sets.lacks & parts.bit) > 0 THEN parts.worth + parts.gap ELSE parts.gap END AS whole
    FROM readiness_aspects AS parts
    INNER JOIN sets ON parts.as_of = sets.as_of
)

SELECT
    as_of,
    product_id,
    base_product_id,
    lacks,
    exp(max(CASE WHEN aspect = 'sign_on' THEN built END)) AS sign_on,
    exp(max(CASE WHEN aspect = 'shared_data' THEN built END)) AS shared_data,
    exp(max(CASE WHEN aspect = 'activation' THEN built END)) AS activation,
    exp(max(CASE WHEN aspect = 'experience' THEN built END)) AS experience,
    exp(max(CASE WHEN aspect = 'separate' THEN built END)) AS separate,
    round(exp(sum(built)), 12) AS built,
    round(exp(sum(switched)), 12) AS switched,
    round(exp(sum(whole)), 12) AS whole
FROM parts
GROUP BY as_of, product_id, base_product_id, lacks

/* ---
what: >
  What the assignment chooses among: the best play of each account that is not in play, and its best launch. A second
  product of an account needs the same root and the same person's slot as its first and is worth less, so that it can
  never win. Priced plays are worth their expected value; those without a price come after all of them and are worth
  their probability, for money and chances cannot be added.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  place: order of preference, which decides ties
  turn: 1 launches with a price, 2 launches without, 3 plays with a price, 4 plays without
  account_id: text
  product_id: text
  root_id: text
  owner: text
  value: money a year, or the probability
  held: true where an experiment holds the account out
--- */
WITH in_play AS (
    SELECT DISTINCT as_of, account_id FROM known.plays
    WHERE closed_on IS NULL
),

best AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY as_of, account_id, launch ORDER BY place) AS first_of,
        CASE WHEN launch THEN 0 ELSE 2 END + CASE WHEN expected_value IS NULL THEN 2 ELSE 1 END AS turn,
        greatest(coalesce(expected_value, probability), 0) AS value
    FROM preferred
    WHERE possible = 'play'
)

SELECT
    best.as_of,
    row_number() OVER (
        PARTITION BY best.as_of
        ORDER BY best.turn, best.value DESC, best.probability DESC, best.account_id, best.product_id
    ) AS place,
    CAST(best.turn AS BIGINT) AS turn,
    best.account_id,
    best.product_id,
    owners.root_id,
    owners.owner,
    best.value,
    held.account_id IS NOT NULL AS held
FROM best
INNER JOIN owners ON best.as_of = owners.as_of AND best.account_id = owners.account_id
LEFT JOIN in_play ON best.as_of = in_play.as_of AND best.account_id = in_play.account_id
LEFT JOIN (SELECT DISTINCT as_of, account_id FROM held_out) AS held
    ON best.as_of = held.as_of AND best.account_id = held.account_id
WHERE best.first_of = 1 AND in_play.account_id IS NULL

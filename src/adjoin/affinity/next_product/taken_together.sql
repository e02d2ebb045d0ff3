/* ---
what: >
  How often holders of one product hold or held another too, whichever came first: both taken on one day and what was
  held before anybody looked count as well, which no sequence can. A pair of holdings counts half as much for each
  half-life since the later of the two began. Migrations (see replacements.sql) are no cross-sell and left out.
key: [as_of, from_product, to_product]
columns:
  as_of: date
  from_product: text
  to_product: text
  accounts: that held both
  weight: the same, weighted by how lately the later one began
parameters: {half_life_days: 180.0, before_days: 30, after_days: 90}
--- */
WITH migrated AS (
    SELECT DISTINCT old.as_of, old.account_id, old.product_id AS old_product_id, fresh.product_id AS new_product_id
    FROM spans AS old
    INNER JOIN spans AS fresh
        ON
            old.as_of = fresh.as_of
            AND old.account_id = fresh.account_id
            AND old.product_id <> fresh.product_id
    WHERE
        NOT fresh.is_floor
        AND old.ended_on >= fresh.began_on - $before_days
        AND old.ended_on <= fresh.began_on + $after_days
        AND old.began_on <= fresh.began_on
        AND coalesce(fresh.ended_on > old.ended_on, TRUE)
),

pairs AS (
    SELECT
        one.as_of,
        one.account_id,
        one.product_id AS from_product,
        other.product_id AS to_product,
        coalesce(power(0.5, least(one.days, other.days) / CAST($half_life_days AS DOUBLE)), 1.0) AS weight
    FROM first_held AS one
    INNER JOIN first_held AS other
        ON
            one.as_of = other.as_of
            AND one.account_id = other.account_id
            AND one.product_id <> other.product_id
)

SELECT
    pairs.as_of,
    pairs.from_product,
    pairs.to_product,
    count(*) AS accounts,
    round(sum(pairs.weight), 9) AS weight
FROM pairs
LEFT JOIN migrated AS there
    ON
        pairs.as_of = there.as_of
        AND pairs.account_id = there.account_id
        AND pairs.from_product = there.old_product_id
        AND pairs.to_product = there.new_product_id
LEFT JOIN migrated AS back
    ON
        pairs.as_of = back.as_of
        AND pairs.account_id = back.account_id
        AND pairs.to_product = back.old_product_id
        AND pairs.from_product = back.new_product_id
WHERE there.account_id IS NULL AND back.account_id IS NULL
GROUP BY pairs.as_of, pairs.from_product, pairs.to_product

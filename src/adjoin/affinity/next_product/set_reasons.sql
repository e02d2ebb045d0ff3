/* ---
what: >
  Why the first few products of a set come next: the product of the set whose holders pull hardest towards it, and how
  it is taken up lately. Where none of them pulls, everybody's recent starts alone put it there.
key: [set_id, product_id]
columns:
  set_id: see held_sets
  product_id: the product that comes next
  base_product_id: the product of the set that pulls hardest; null where none does
  because: 'JSON: base, accounts (held both), times (under that base), holders, starts_lately, starts_before'
parameters: {explained: 3}
--- */
WITH pulling AS (
    SELECT
        set_places.as_of,
        set_places.set_id,
        set_places.product_id,
        pulls.from_product,
        pulls.accounts,
        pulls.times,
        row_number() OVER (
            PARTITION BY set_places.set_id, set_places.product_id
            ORDER BY pulls.pull DESC NULLS LAST, pulls.from_product
        ) AS nth
    FROM set_places
    INNER JOIN set_members ON set_places.set_id = set_members.set_id
    LEFT JOIN pulls
        ON
            set_members.as_of = pulls.as_of
            AND set_members.product_id = pulls.from_product
            AND set_places.product_id = pulls.to_product
    WHERE set_places.place <= $explained
)

SELECT
    pulling.set_id,
    pulling.product_id,
    pulling.from_product AS base_product_id,
    -- Not json_object: PostgreSQL has known its standard form only since version 16.
    '{"base": ' || coalesce(CAST(to_json(pulling.from_product) AS VARCHAR), 'null')
    || ', "accounts": ' || coalesce(CAST(pulling.accounts AS VARCHAR), 'null')
    || ', "times": ' || coalesce(CAST(CAST(round(pulling.times, 1) AS DECIMAL(18, 1)) AS VARCHAR), 'null')
    || ', "holders": ' || CAST(uptake.holders AS VARCHAR)
    || ', "starts_lately": ' || CAST(uptake.starts_lately AS VARCHAR)
    || ', "starts_before": ' || CAST(uptake.starts_before AS VARCHAR) || '}' AS because
FROM pulling
INNER JOIN uptake ON pulling.as_of = uptake.as_of AND pulling.product_id = uptake.product_id
WHERE pulling.nth = 1

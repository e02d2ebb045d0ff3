/* ---
what: >
  The open cells of a past date, with whether an approach for the product came within the days after. An account that an
  experiment of ours holds out of plays on any of these days is left out: that nobody approached it says nothing.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  approached: an approach of the root for the product, from the day after on
  root_id: text
  owner: null where unknown
parameters: {within_days: null}
--- */
WITH approached AS (
    SELECT DISTINCT features.as_of, features.account_id, features.product_id
    FROM features
    INNER JOIN owners_known AS owners ON features.account_id = owners.account_id
    INNER JOIN approaches_known AS approaches
        ON owners.root_id = approaches.root_id AND features.product_id = approaches.product_id
    WHERE
        approaches.occurred_on > features.as_of
        AND approaches.occurred_on <= features.as_of + CAST($within_days AS INTEGER)
)

SELECT
    features.as_of,
    features.account_id,
    features.product_id,
    approached.product_id IS NOT NULL AS approached,
    owners.root_id,
    owners.owner
FROM features
INNER JOIN owners_known AS owners ON features.account_id = owners.account_id
LEFT JOIN approached
    ON
        features.as_of = approached.as_of
        AND features.account_id = approached.account_id
        AND features.product_id = approached.product_id
WHERE
    NOT EXISTS (
        SELECT 1 FROM held_spans_known AS held
        WHERE
            held.account_id = features.account_id
            AND held.from_on <= features.as_of + CAST($within_days AS INTEGER)
            AND coalesce(held.until_on > features.as_of, TRUE)
    )
ORDER BY features.as_of, features.account_id, features.product_id

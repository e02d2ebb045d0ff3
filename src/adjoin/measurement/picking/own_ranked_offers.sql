/* ---
what: >
  The order of one policy of the project's own, among what any policy may pick: the product it ranks first of each
  account, accounts in its order.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  rank: 1 is called first
--- */
WITH placed AS (
    SELECT
        offers.as_of,
        offers.account_id,
        offers.product_id,
        own_ranked.rank,
        row_number() OVER (
            PARTITION BY offers.as_of, offers.account_id ORDER BY own_ranked.rank, offers.product_id
        ) AS place
    FROM own_ranked
    INNER JOIN offers
        ON own_ranked.account_id = offers.account_id AND own_ranked.product_id = offers.product_id
    WHERE own_ranked.rank IS NOT NULL
)

SELECT
    as_of,
    account_id,
    product_id,
    row_number() OVER (PARTITION BY as_of ORDER BY rank, account_id) AS rank
FROM placed
WHERE place = 1

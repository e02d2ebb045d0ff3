/* ---
what: Anybody, for anything they lack; drawn by a hash, so that it is the same draw every time.
called: random
place: 7
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
parameters: {seed: 1}
--- */
WITH drawn AS (
    SELECT
        as_of,
        account_id,
        product_id,
        md5(CAST($seed AS VARCHAR) || '/' || CAST(as_of AS VARCHAR) || '/' || account_id) AS of_account,
        row_number() OVER (
            PARTITION BY as_of, account_id
            ORDER BY
                md5(CAST($seed AS VARCHAR) || '/' || CAST(as_of AS VARCHAR) || '/' || account_id || '/' || product_id),
                product_id
        ) AS place
    FROM offers
)

SELECT
    as_of,
    account_id,
    product_id,
    row_number() OVER (PARTITION BY as_of ORDER BY of_account, account_id) AS rank
FROM drawn
WHERE place = 1

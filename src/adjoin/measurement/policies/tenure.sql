/* ---
what: The longest customers first, for the most widely held product that they lack.
called: tenure
place: 4
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
--- */
SELECT
    as_of,
    account_id,
    product_id,
    row_number() OVER (
        PARTITION BY as_of ORDER BY customer_since NULLS LAST, md5(account_id), account_id
    ) AS rank
FROM popular_offer

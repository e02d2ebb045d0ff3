/* ---
what: The most widely held product that the account lacks, the accounts that pay most first.
called: most popular
place: 2
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
--- */
SELECT
    as_of,
    account_id,
    product_id,
    row_number() OVER (
        PARTITION BY as_of ORDER BY acv DESC NULLS LAST, held DESC, md5(account_id), account_id
    ) AS rank
FROM popular_offer

/* ---
what: Adjoin's recommendations by priority, plays first, then discoveries, then what follows.
called: Adjoin
place: 1
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
--- */
SELECT
    offers.as_of,
    offers.account_id,
    offers.product_id,
    row_number() OVER (PARTITION BY offers.as_of ORDER BY recommendations.priority) AS rank
FROM recommendations
INNER JOIN offers
    ON
        recommendations.as_of = offers.as_of
        AND recommendations.account_id = offers.account_id
        AND recommendations.product_id = offers.product_id

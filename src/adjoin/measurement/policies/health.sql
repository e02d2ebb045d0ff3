/* ---
what: The best health score first, for the most widely held product that they lack.
called: health
place: 5
needs: health
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
--- */
WITH newest AS (
    SELECT
        as_of,
        account_id,
        score,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY day DESC NULLS LAST, score) AS place
    FROM known.health
    WHERE measure = 'overall'
)

SELECT
    popular_offer.as_of,
    popular_offer.account_id,
    popular_offer.product_id,
    row_number() OVER (
        PARTITION BY popular_offer.as_of
        ORDER BY newest.score DESC NULLS LAST, md5(popular_offer.account_id), popular_offer.account_id
    ) AS rank
FROM popular_offer
LEFT JOIN newest
    ON
        popular_offer.as_of = newest.as_of
        AND popular_offer.account_id = newest.account_id
        AND newest.place = 1

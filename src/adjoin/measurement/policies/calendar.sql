/* ---
what: Whoever renews next is asked for the most widely held product that they lack.
called: calendar
place: 3
needs: subscriptions.renews_on
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
--- */
WITH next_renewals AS (
    SELECT as_of, account_id, min(next_on) AS next_on FROM renewals
    GROUP BY as_of, account_id
)

SELECT
    popular_offer.as_of,
    popular_offer.account_id,
    popular_offer.product_id,
    row_number() OVER (
        PARTITION BY popular_offer.as_of
        ORDER BY next_renewals.next_on NULLS LAST, md5(popular_offer.account_id), popular_offer.account_id
    ) AS rank
FROM popular_offer
LEFT JOIN next_renewals
    ON popular_offer.as_of = next_renewals.as_of AND popular_offer.account_id = next_renewals.account_id

/* ---
what: When each account first held each product; it was never at risk of one whose real start is unknown.
key: [account_id, product_id]
columns:
  account_id: text
  product_id: text
  since: the day from which it is no longer at risk of starting the product
  started_on: the same where that is the real start, else null
parameters: {as_of: null}
--- */
WITH ranked AS (
    SELECT
        account_id,
        product_id,
        began_on,
        is_floor,
        row_number() OVER (PARTITION BY account_id, product_id ORDER BY began_on NULLS FIRST) AS place
    FROM spans
    WHERE as_of = $as_of
)

SELECT
    ranked.account_id,
    ranked.product_id,
    CASE WHEN ranked.is_floor THEN accounts.first_on ELSE ranked.began_on END AS since,
    CASE WHEN NOT ranked.is_floor THEN ranked.began_on END AS started_on
FROM ranked
INNER JOIN watched_accounts AS accounts ON ranked.account_id = accounts.account_id
WHERE ranked.place = 1

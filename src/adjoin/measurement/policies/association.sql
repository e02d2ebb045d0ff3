/* ---
what: >
  Association rules from what is held together on the date: the product with the highest confidence under anything the
  account holds, among pairs held together often enough.
called: association rules
place: 6
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , rank: 1 is called first}
parameters: {support: 10}
--- */
WITH holders AS (
    SELECT as_of, product_id, count(*) AS holders FROM holdings
    GROUP BY as_of, product_id
),

together AS (
    SELECT base.as_of, base.product_id AS base_product_id, other.product_id, count(*) AS both_held
    FROM holdings AS base
    INNER JOIN holdings AS other
        ON
            base.as_of = other.as_of
            AND base.account_id = other.account_id
            AND base.product_id <> other.product_id
    GROUP BY base.as_of, base.product_id, other.product_id
),

rules AS (
    SELECT
        together.as_of,
        together.base_product_id,
        together.product_id,
        together.both_held,
        together.both_held * 1.0 / holders.holders AS confidence
    FROM together
    INNER JOIN holders ON together.as_of = holders.as_of AND together.base_product_id = holders.product_id
    WHERE together.both_held >= $support
),

believed AS (
    SELECT
        offers.as_of,
        offers.account_id,
        offers.product_id,
        max(rules.confidence) AS confidence,
        max(rules.both_held) AS both_held
    FROM offers
    INNER JOIN holdings ON offers.as_of = holdings.as_of AND offers.account_id = holdings.account_id
    INNER JOIN rules
        ON
            offers.as_of = rules.as_of
            AND offers.product_id = rules.product_id
            AND holdings.product_id = rules.base_product_id
    GROUP BY offers.as_of, offers.account_id, offers.product_id
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id ORDER BY confidence DESC, both_held DESC, product_id
        ) AS place
    FROM believed
)

SELECT
    as_of,
    account_id,
    product_id,
    row_number() OVER (
        PARTITION BY as_of ORDER BY confidence DESC, both_held DESC, md5(account_id), account_id
    ) AS rank
FROM placed
WHERE place = 1

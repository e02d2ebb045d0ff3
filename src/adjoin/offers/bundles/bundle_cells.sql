/* ---
what: >
  The open cells that a bundle may fill: scored, with a chance, of a product on sale, and not closed for good, which is
  what eligibility, adjacency and a rival bought close. A prerequisite that is missing is noted, for a bundle may
  bring it; every other gate that blocks only says "not yet".
key: [as_of, account, product]
columns:
  as_of: date
  account: number of the account in `bundle_book`
  product: number of the product in `bundle_products`
  probability: chance within the horizon, at list price and without a bundle
  probability_low: bound
  probability_high: bound
  worth: money a year expected for it; 0 where no price is known
  horizon_days: null in snapshot mode, where the chance is that of holding it
  lacks_prerequisite: it needs a product that is not held
  ready: no gate blocks it now
--- */
WITH blocking AS (
    SELECT
        as_of,
        account_id,
        product_id,
        base_product_id,
        CASE
            WHEN reason_code = 'prerequisite_missing' THEN 1
            WHEN gate IN ('eligibility', 'adjacency', 'competitor_bought') THEN 2
            ELSE 0
        END AS closes
    FROM gates
    WHERE counts_as = 'block' AND account_id IS NOT NULL
),

-- Gates speak of an account, of all that builds on one of its products, of a product, or of a product on a base.
of_account AS (
    SELECT as_of, account_id, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product_id IS NULL AND base_product_id IS NULL
    GROUP BY as_of, account_id
),

of_base AS (
    SELECT as_of, account_id, base_product_id, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product_id IS NULL AND base_product_id IS NOT NULL
    GROUP BY as_of, account_id, base_product_id
),

of_product AS (
    SELECT
        as_of, account_id, product_id, max(closes) AS closes, min(closes) AS least,
        max(CASE WHEN closes = 1 THEN 1 ELSE 0 END) AS lacks
    FROM blocking
    WHERE product_id IS NOT NULL AND base_product_id IS NULL
    GROUP BY as_of, account_id, product_id
),

of_pair AS (
    SELECT as_of, account_id, product_id, base_product_id, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product_id IS NOT NULL AND base_product_id IS NOT NULL
    GROUP BY as_of, account_id, product_id, base_product_id
)

SELECT
    scored.as_of,
    book.account,
    products.product,
    scored.probability,
    least(coalesce(scored.probability_low, scored.probability), scored.probability) AS probability_low,
    greatest(coalesce(scored.probability_high, scored.probability), scored.probability) AS probability_high,
    coalesce(scored.expected_acv, 0) AS worth,
    scored.horizon_days,
    coalesce(of_product.lacks = 1, FALSE) AS lacks_prerequisite,
    coalesce(of_account.least, 1) > 0 AND coalesce(of_base.least, 1) > 0
    AND coalesce(of_product.least, 1) > 0 AND coalesce(of_pair.least, 1) > 0 AS ready
FROM scored
INNER JOIN bundle_products AS products
    ON scored.as_of = products.as_of AND scored.product_id = products.product_id
INNER JOIN bundle_book AS book ON scored.as_of = book.as_of AND scored.account_id = book.account_id
LEFT JOIN of_account ON scored.as_of = of_account.as_of AND scored.account_id = of_account.account_id
LEFT JOIN of_base
    ON
        scored.as_of = of_base.as_of
        AND scored.account_id = of_base.account_id
        AND scored.base_product_id = of_base.base_product_id
LEFT JOIN of_product
    ON
        scored.as_of = of_product.as_of
        AND scored.account_id = of_product.account_id
        AND scored.product_id = of_product.product_id
LEFT JOIN of_pair
    ON
        scored.as_of = of_pair.as_of
        AND scored.account_id = of_pair.account_id
        AND scored.product_id = of_pair.product_id
        AND scored.base_product_id = of_pair.base_product_id
WHERE
    scored.probability IS NOT NULL
    AND greatest(
        coalesce(of_account.closes, 0), coalesce(of_base.closes, 0),
        coalesce(of_product.closes, 0), coalesce(of_pair.closes, 0)
    ) < 2

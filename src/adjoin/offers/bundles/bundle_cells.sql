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
        gates.as_of,
        book.account,
        gates.product_id,
        products.product,
        gates.base_product_id,
        CASE
            WHEN gates.reason_code = 'prerequisite_missing' THEN 1
            WHEN gates.gate IN ('eligibility', 'adjacency', 'competitor_bought') THEN 2
            ELSE 0
        END AS closes
    FROM gates
    INNER JOIN bundle_book AS book ON gates.as_of = book.as_of AND gates.account_id = book.account_id
    LEFT JOIN bundle_products AS products
        ON gates.as_of = products.as_of AND gates.product_id = products.product_id
    WHERE gates.counts_as = 'block'
),

-- Gates speak of an account, of all that builds on one of its products, of a product, or of a product on a base.
of_account AS (
    SELECT as_of, account, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product_id IS NULL AND base_product_id IS NULL
    GROUP BY as_of, account
),

of_base AS (
    SELECT as_of, account, base_product_id, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product_id IS NULL AND base_product_id IS NOT NULL
    GROUP BY as_of, account, base_product_id
),

of_product AS (
    SELECT
        as_of, account, product, max(closes) AS closes, min(closes) AS least,
        max(CASE WHEN closes = 1 THEN 1 ELSE 0 END) AS lacks
    FROM blocking
    WHERE product IS NOT NULL AND base_product_id IS NULL
    GROUP BY as_of, account, product
),

of_pair AS (
    SELECT as_of, account, product, base_product_id, max(closes) AS closes, min(closes) AS least FROM blocking
    WHERE product IS NOT NULL AND base_product_id IS NOT NULL
    GROUP BY as_of, account, product, base_product_id
),

-- Accounts are joined once by their ids and from then on by number: the cells are many.
book AS (
    SELECT
        book.as_of, book.account_id, book.account, coalesce(of_account.closes, 0) AS closes,
        coalesce(of_account.least, 1) AS least
    FROM bundle_book AS book
    LEFT JOIN of_account ON book.as_of = of_account.as_of AND book.account = of_account.account
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
    book.least > 0 AND coalesce(of_base.least, 1) > 0
    AND coalesce(of_product.least, 1) > 0 AND coalesce(of_pair.least, 1) > 0 AS ready
FROM scored
INNER JOIN bundle_products AS products
    ON scored.as_of = products.as_of AND scored.product_id = products.product_id
INNER JOIN book ON scored.as_of = book.as_of AND scored.account_id = book.account_id
LEFT JOIN of_base
    ON
        book.as_of = of_base.as_of
        AND book.account = of_base.account
        AND scored.base_product_id = of_base.base_product_id
LEFT JOIN of_product
    ON
        book.as_of = of_product.as_of
        AND book.account = of_product.account
        AND products.product = of_product.product
LEFT JOIN of_pair
    ON
        book.as_of = of_pair.as_of
        AND book.account = of_pair.account
        AND products.product = of_pair.product
        AND scored.base_product_id = of_pair.base_product_id
WHERE
    scored.probability IS NOT NULL
    AND book.closes < 2
    AND coalesce(of_base.closes, 0) < 2
    AND coalesce(of_product.closes, 0) < 2
    AND coalesce(of_pair.closes, 0) < 2

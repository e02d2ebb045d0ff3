/* ---
what: >
  The workflow map against what is seen. Every ordered pair that the catalog links (the output of one is the input of
  the other, or a sentence bridges them) or whose lift lies above 1 beyond doubt. agreement: linked, and lift_low > 1.
  gap: linked, and what is seen rules out that it matters, lift_low ≤ 1 and lift_high < `matters`. question: not linked,
  and lift_low > 1. cannot tell: linked, and the interval of the lift reaches from 1 or below to `matters` or above.
key: [from_product, to_product]
columns:
  from_product: product id
  to_product: product id
  carried: what goes from one to the other; null where nothing does
  bridge: the sentence that bridges them; null without one
  lift: rate ratio of beginning the second while holding the first over not holding it
  lift_low: bound
  lift_high: bound; null where it is unbounded
  finding: agreement, gap, question or cannot tell
  says: the finding as a sentence
  open_accounts: accounts of the book that hold the first and not the second
  open_acv: what they would pay for the second a year if all began it; null without a price
parameters: {as_of: null, matters: 1.5}
--- */
WITH held AS (
    SELECT account_id, product_id FROM holdings
    WHERE as_of = $as_of
),

holders AS (
    SELECT product_id, count(*) AS accounts FROM held
    GROUP BY product_id
),

held_both AS (
    SELECT one.product_id AS from_product, other.product_id AS to_product, count(*) AS accounts
    FROM held AS one
    INNER JOIN held AS other ON one.account_id = other.account_id AND one.product_id <> other.product_id
    GROUP BY one.product_id, other.product_id
),

judged AS (
    SELECT
        affinity.from_product,
        affinity.to_product,
        links.carried,
        links.bridge,
        affinity.lift,
        affinity.lift_low,
        affinity.lift_high,
        CASE
            WHEN affinity.lift_low > 1 AND (links.linked OR links.bridge IS NOT NULL) THEN 'agreement'
            WHEN affinity.lift_low > 1 THEN 'question'
            WHEN affinity.lift_high < $matters THEN 'gap'
            ELSE 'cannot tell'
        END AS finding
    FROM affinity
    INNER JOIN catalog_links AS links
        ON affinity.from_product = links.from_product AND affinity.to_product = links.to_product
    WHERE
        affinity.horizon_days = 90
        AND (links.linked OR links.bridge IS NOT NULL OR coalesce(affinity.lift_low > 1, FALSE))
)

SELECT
    judged.from_product,
    judged.to_product,
    judged.carried,
    judged.bridge,
    judged.lift,
    judged.lift_low,
    judged.lift_high,
    judged.finding,
    CASE judged.finding
        WHEN 'agreement'
            THEN 'The catalog links ' || base.name || ' to ' || product.name
                || ', and accounts that hold the first begin the second faster than others'
        WHEN 'question'
            THEN 'Accounts that hold ' || base.name || ' begin ' || product.name
                || ' faster than others, and the catalog does not say why'
        WHEN 'gap'
            THEN 'The catalog links ' || base.name || ' to ' || product.name
                || ', yet accounts that hold the first begin the second hardly faster than others'
        ELSE 'The catalog links ' || base.name || ' to ' || product.name
            || ', and too little is seen to tell whether the second follows the first'
    END AS says,
    coalesce(holders.accounts, 0) - coalesce(held_both.accounts, 0) AS open_accounts,
    round((coalesce(holders.accounts, 0) - coalesce(held_both.accounts, 0)) * prices_paid.acv, 2) AS open_acv
FROM judged
INNER JOIN catalog_products AS base ON judged.from_product = base.product_id
INNER JOIN catalog_products AS product ON judged.to_product = product.product_id
LEFT JOIN holders ON judged.from_product = holders.product_id
LEFT JOIN held_both ON judged.from_product = held_both.from_product AND judged.to_product = held_both.to_product
LEFT JOIN prices_paid ON judged.to_product = prices_paid.product_id

/* ---
what: What an account pays a year for what it holds, and would pay for the rest; nothing where neither is known.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  held: today
  price: money a year; null where unknown
  waiting: price × chance of what is not held, 0 of what is; null where unknown
keep: view
--- */
SELECT as_of, account_id, product_id, TRUE AS held, acv AS price, CAST(0 AS DOUBLE) AS waiting FROM holdings
UNION ALL
SELECT
    scored.as_of, scored.account_id, scored.product_id, FALSE AS held, scored.expected_acv AS price,
    round(scored.probability * scored.expected_acv, 4) AS waiting
FROM scored
LEFT JOIN holdings
    ON
        scored.as_of = holdings.as_of
        AND scored.account_id = holdings.account_id
        AND scored.product_id = holdings.product_id
WHERE holdings.account_id IS NULL

/* ---
what: >
  Accounts that were asked for a part without a bundle, as takers were asked with one, and did not hold it then. Deals
  that were lost and never recorded are missing, so that the share that began is rather too high.
key: [as_of, product_id, half_on, account_id]
columns:
  as_of: date
  product_id: the part
  half_on: first day of the half-year
  account_id: text
  base: product held longest the day before, empty for a new account; null for one that had left
  segment: text
  began: 1 where the part began within the days followed, else 0
--- */
WITH touched AS (
    SELECT
        asked.as_of,
        asked.product_id,
        asked.half_on,
        asked.account_id,
        max(CASE WHEN spans.began_on >= asked.asked_on AND NOT spans.is_floor THEN 0 ELSE 1 END) AS held
    FROM asked_days AS asked
    INNER JOIN spans
        ON
            asked.as_of = spans.as_of
            AND asked.account_id = spans.account_id
            AND asked.product_id = spans.product_id
            AND coalesce(spans.began_on <= asked.until_on, TRUE)
            AND coalesce(spans.ended_on >= asked.asked_on, TRUE)
    GROUP BY asked.as_of, asked.product_id, asked.half_on, asked.account_id
)

SELECT
    asked.as_of,
    asked.product_id,
    asked.half_on,
    asked.account_id,
    bases.base,
    size_bands.segment,
    CASE WHEN touched.held = 0 THEN 1 ELSE 0 END AS began
FROM asked_days AS asked
INNER JOIN bases_on_eve AS bases
    ON
        asked.as_of = bases.as_of
        AND asked.account_id = bases.account_id
        AND asked.asked_on = bases.looked_on
INNER JOIN size_bands ON asked.as_of = size_bands.as_of AND asked.account_id = size_bands.account_id
LEFT JOIN touched
    ON
        asked.as_of = touched.as_of
        AND asked.product_id = touched.product_id
        AND asked.half_on = touched.half_on
        AND asked.account_id = touched.account_id
WHERE coalesce(touched.held, 0) = 0

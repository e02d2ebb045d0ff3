/* ---
what: The parts that bundles added long enough ago to be judged, each with the half-year in which it was taken.
key: [as_of, bundle, account_id, product_id]
columns:
  as_of: date
  bundle: text
  account_id: text
  product_id: the part added
  taken_on: day
  half_on: first day of the half-year
  acv: money a year
  list_acv: the same at list
--- */
SELECT
    as_of,
    bundle,
    account_id,
    product_id,
    taken_on,
    CASE
        WHEN extract(MONTH FROM taken_on) <= 6 THEN CAST(date_trunc('year', taken_on) AS DATE)
        ELSE CAST(date_trunc('year', taken_on) + INTERVAL '6 months' AS DATE)
    END AS half_on,
    acv,
    list_acv
FROM bundle_parts_sold
WHERE part = 'added' AND judged

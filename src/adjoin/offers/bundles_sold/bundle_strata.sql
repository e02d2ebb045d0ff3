/* ---
what: >
  The parts that bundles added and that can be judged, by what tells accounts alike: the product held longest on the day
  before (none of a new account), the segment and the half-year. A customer that had left and came back has no one to be
  compared with; its base is null.
key: [as_of, bundle, product_id, half_on, base, segment]
columns:
  as_of: date
  bundle: text
  product_id: the part added
  half_on: first day of the half-year
  base: product held longest, empty for a new account; null where nobody compares
  segment: text
  parts: number of takers
  money: a year, at list, of those with both prices
--- */
SELECT
    added.as_of,
    added.bundle,
    added.product_id,
    added.half_on,
    bases.base,
    size_bands.segment,
    count(*) AS parts,
    round(coalesce(sum(CASE WHEN added.acv IS NOT NULL THEN added.list_acv END), 0), 4) AS money
FROM parts_judged AS added
INNER JOIN bases_on_eve AS bases
    ON
        added.as_of = bases.as_of
        AND added.account_id = bases.account_id
        AND added.taken_on = bases.looked_on
INNER JOIN size_bands ON added.as_of = size_bands.as_of AND added.account_id = size_bands.account_id
GROUP BY added.as_of, added.bundle, added.product_id, added.half_on, bases.base, size_bands.segment

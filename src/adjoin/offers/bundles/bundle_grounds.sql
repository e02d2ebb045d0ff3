/* ---
what: What bundles could have been made of, counted; why there are none follows from it.
key: [as_of]
columns:
  as_of: date
  products: on sale
  holdings: of these
  cells: open cells that a bundle may fill
  dated: chances are those of a horizon; false in snapshot mode, null where nothing is scored
  linked: pairs that the catalog links
  fitting: pairs that go together and can be held beside each other
  saleable: pairs of them that an account holds one of and may buy the other
  bundles: that are kept
parameters: {}
--- */
WITH scores AS (
    SELECT as_of, count(horizon_days) = count(*) AS dated FROM scored
    GROUP BY as_of
),

pairs AS (
    SELECT
        as_of,
        count(CASE WHEN linked THEN 1 END) AS linked,
        count(CASE WHEN fits THEN 1 END) AS fitting,
        count(CASE WHEN fits AND accounts > 0 THEN 1 END) AS saleable
    FROM bundle_pairs
    GROUP BY as_of
)

SELECT
    dates.as_of,
    (SELECT count(*) FROM bundle_products AS products WHERE products.as_of = dates.as_of) AS products,
    (SELECT count(*) FROM bundle_holdings AS held WHERE held.as_of = dates.as_of) AS holdings,
    (SELECT count(*) FROM bundle_cells AS cells WHERE cells.as_of = dates.as_of) AS cells,
    scores.dated,
    coalesce(pairs.linked, 0) AS linked,
    coalesce(pairs.fitting, 0) AS fitting,
    coalesce(pairs.saleable, 0) AS saleable,
    (SELECT count(*) FROM bundle_choice AS choice WHERE choice.as_of = dates.as_of) AS bundles
FROM dates
LEFT JOIN scores ON dates.as_of = scores.as_of
LEFT JOIN pairs ON dates.as_of = pairs.as_of

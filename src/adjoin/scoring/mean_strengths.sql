/* ---
what: >
  How strong each kind of signal is on average over a product's open cells, x̄ of the prior. A kind whose tables are
  too young for its silence to tell anything has mean 0: what it did see counts in full.
key: [as_of, product_id, kind]
columns:
  as_of: date
  product_id: text
  kind: of signal
  mean_strength: 0 to 1
--- */
WITH open_cells AS (
    SELECT as_of, product_id, count(*) AS cells FROM cells
    GROUP BY as_of, product_id
)

SELECT
    open_cells.as_of,
    open_cells.product_id,
    weights.kind,
    CASE
        WHEN weights.silence_tells THEN round(coalesce(sum(signals.faded), 0) / max(open_cells.cells), 12) ELSE 0
    END AS mean_strength
FROM open_cells
INNER JOIN detector_weights AS weights ON open_cells.as_of = weights.as_of
LEFT JOIN signals
    ON
        open_cells.as_of = signals.as_of
        AND open_cells.product_id = signals.product_id
        AND weights.kind = signals.kind
GROUP BY open_cells.as_of, open_cells.product_id, weights.kind, weights.silence_tells

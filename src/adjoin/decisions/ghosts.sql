/* ---
what: >
  The ghost plays of the moment, the plays that accounts held out would have had this week, once an experiment; who
  would have had the slot of another ghost is none.
key: [as_of, experiment, account_id]
columns:
  experiment: text
  root_id: as first seen, under which the arm is kept
  account_id: text
  product_id: text
  probability: of starting it within the horizon
  as_of: date
--- */
SELECT
    held_out.experiment,
    held_out.drawn_root_id AS root_id,
    chosen.account_id,
    chosen.product_id,
    chosen.probability,
    chosen.as_of
FROM chosen
INNER JOIN held_out ON chosen.as_of = held_out.as_of AND chosen.account_id = held_out.account_id
WHERE chosen.would = 'play' AND NOT chosen.filler

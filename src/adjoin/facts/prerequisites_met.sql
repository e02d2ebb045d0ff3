/* ---
what: >
  Whether an account has what a product that it does not hold needs of it. A view over prerequisite_states: many
  products ask for the same.
key: [as_of, account_id, product_id, name, aspect]
keep: view
columns:
  as_of: date
  account_id: text
  product_id: the open product
  name: of the prerequisite
  aspect: of pair readiness that counts as missing while it is not met
  state: met, unmet or unknown
  seen_on: the last day of use, or the day the tool was connected (null where unknown); null unless met
--- */
WITH asked AS (
    SELECT DISTINCT product_id, name, aspect, need FROM catalog_prerequisites
)

SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    asked.name,
    asked.aspect,
    states.state,
    states.seen_on
FROM cells
INNER JOIN asked ON cells.product_id = asked.product_id
INNER JOIN prerequisite_states AS states
    ON cells.as_of = states.as_of AND cells.account_id = states.account_id AND asked.need = states.need

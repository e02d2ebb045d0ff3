/* ---
what: The picks of every policy on the date, with what became of them.
key: [as_of, policy, rank]
columns: {as_of: , policy: , account_id: , product_id: , root_id: , rank: , number: of the cell, probability: ,
  approached_on: , opened_on: , started_on: }
--- */
SELECT
    cells.as_of,
    picked.policy,
    picked.account_id,
    picked.product_id,
    cells.root_id,
    picked.rank,
    cells.number,
    cells.probability,
    cells.approached_on,
    cells.opened_on,
    cells.started_on
FROM picked
INNER JOIN followed_cells AS cells
    ON picked.account_id = cells.account_id AND picked.product_id = cells.product_id
WHERE cells.on_offer
ORDER BY picked.policy, picked.rank

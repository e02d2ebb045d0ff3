/* ---
what: What was recorded of every offer of the date, in the order of its number.
key: [number]
columns: {number: , odds: , signal: , blocked: , first: , money: , held: , tenure: , renewal: , renewal_unknown: ,
  product_approached: , account_approached: , cell_approached: , spoke: }
--- */
SELECT
    followed_cells.number,
    approach_state.odds,
    approach_state.signal,
    approach_state.blocked,
    approach_state.first,
    approach_state.money,
    approach_state.held,
    approach_state.tenure,
    approach_state.renewal,
    approach_state.renewal_unknown,
    approach_state.product_approached,
    approach_state.account_approached,
    approach_state.cell_approached,
    approach_state.spoke
FROM approach_state
INNER JOIN followed_cells
    ON
        approach_state.account_id = followed_cells.account_id
        AND approach_state.product_id = followed_cells.product_id
ORDER BY followed_cells.number

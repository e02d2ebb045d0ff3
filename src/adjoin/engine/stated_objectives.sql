/* ---
what: >
  The goals that customers of the book stated, in their words, each with the products whose `solves` it lies near to.
key: [as_of, account_id, objective, product_id]
columns:
  as_of: date
  account_id: text
  objective: in their words
  stated_on: null where nobody noted the day
  source: where it was stated
  product_id: a product that serves it; null where it lies near to none
--- */
SELECT objectives.as_of, objectives.account_id, objectives.objective, objectives.stated_on, objectives.source, needs.product_id
FROM known.objectives AS objectives
INNER JOIN book ON objectives.as_of = book.as_of AND objectives.account_id = book.account_id
LEFT JOIN described_needs AS needs
    ON
        objectives.as_of = needs.as_of
        AND objectives.account_id = needs.account_id
        AND needs.source = 'objectives'
        AND objectives.objective = needs.row_id
        AND needs.similarity >= needs.threshold

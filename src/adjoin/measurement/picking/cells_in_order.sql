/* ---
what: Every open cell of the date in the order of its number, without names.
key: [number]
columns:
  number: 0 for the first
  on_offer: policies may pick it
  root_id: the topmost parent
  probability: the score's, null without one
  if_approached: true where it is about what happens if somebody approaches
  approached: within the days that replay looks at
  started: within the horizon
--- */
SELECT
    number,
    on_offer,
    root_id,
    probability,
    coalesce(basis = 'approached', FALSE) AS if_approached,
    approached_on IS NOT NULL AS approached,
    started_on IS NOT NULL AS started
FROM followed_cells
ORDER BY number

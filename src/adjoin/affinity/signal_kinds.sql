/* ---
what: The kinds of signal that have fired, as numbers.
key: [condition]
columns:
  condition: number, from 0
  kind: text
parameters: {as_of: null}
--- */
WITH fired AS (
    SELECT DISTINCT kind FROM firings
    WHERE fired_on <= $as_of
)

SELECT row_number() OVER (ORDER BY kind) - 1 AS condition, kind FROM fired

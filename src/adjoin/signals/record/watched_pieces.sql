/* ---
what: >
  The days at risk on which something had fired, cut where what had fired changes and where the account's intervals
  do. Only accounts and products with a firing have rows: the others' days are what is left of all.
key: [account_id, product_id, after_on]
columns:
  account_id: text
  product_id: text
  after_on: the day before the first
  until_on: the last day
  stratum: see watched_intervals
  fired: labels of what had fired, in order, between commas
--- */
WITH edges AS (
    SELECT account_id, product_id, after_on AS day FROM watched_windows
    UNION
    SELECT account_id, product_id, until_on AS day FROM watched_windows
    UNION
    SELECT windows.account_id, windows.product_id, intervals.after_on AS day
    FROM watched_windows AS windows
    INNER JOIN watched_intervals AS intervals ON windows.account_id = intervals.account_id
    WHERE intervals.after_on > windows.after_on AND intervals.after_on < windows.until_on
    UNION
    SELECT windows.account_id, windows.product_id, intervals.until_on AS day
    FROM watched_windows AS windows
    INNER JOIN watched_intervals AS intervals ON windows.account_id = intervals.account_id
    WHERE intervals.until_on > windows.after_on AND intervals.until_on < windows.until_on
),

pieces AS (
    SELECT
        account_id,
        product_id,
        day AS after_on,
        lead(day) OVER (PARTITION BY account_id, product_id ORDER BY day) AS until_on
    FROM edges
),

labelled AS (
    SELECT
        pieces.account_id,
        pieces.product_id,
        pieces.after_on,
        pieces.until_on,
        string_agg(windows.label, ',' ORDER BY windows.label) AS fired
    FROM pieces
    INNER JOIN watched_windows AS windows
        ON
            pieces.account_id = windows.account_id
            AND pieces.product_id = windows.product_id
            AND pieces.after_on >= windows.after_on
            AND pieces.until_on <= windows.until_on
    GROUP BY pieces.account_id, pieces.product_id, pieces.after_on, pieces.until_on
)

SELECT
    labelled.account_id,
    labelled.product_id,
    labelled.after_on,
    labelled.until_on,
    intervals.stratum,
    labelled.fired
FROM labelled
INNER JOIN watched_intervals AS intervals
    ON
        labelled.account_id = intervals.account_id
        AND labelled.after_on >= intervals.after_on
        AND labelled.until_on <= intervals.until_on
LEFT JOIN watched_starts AS starts
    ON labelled.account_id = starts.account_id AND labelled.product_id = starts.product_id
WHERE starts.account_id IS NULL OR starts.since > labelled.after_on

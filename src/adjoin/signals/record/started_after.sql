/* ---
what: First real starts on watch by accounts that held something, by stratum, root and what had fired before.
key: [product_id, stratum, fired, root]
columns:
  product_id: text
  stratum: see watched_intervals
  fired: see watched_pieces; empty for nothing
  root: number of the root, see watched_accounts
  starts: number of starts
--- */
WITH begun AS (
    SELECT
        starts.account_id,
        starts.product_id,
        starts.started_on,
        intervals.stratum,
        accounts.root
    FROM watched_starts AS starts
    -- A start is always a cut, so it is the last day of the interval it lies in.
    INNER JOIN watched_intervals AS intervals
        ON starts.account_id = intervals.account_id AND starts.started_on = intervals.until_on
    INNER JOIN watched_accounts AS accounts ON starts.account_id = accounts.account_id
    INNER JOIN catalog_products AS products ON starts.product_id = products.product_id
),

labelled AS (
    SELECT
        begun.account_id,
        begun.product_id,
        begun.stratum,
        begun.root,
        coalesce(string_agg(windows.label, ',' ORDER BY windows.label), '') AS fired
    FROM begun
    LEFT JOIN watched_windows AS windows
        ON
            begun.account_id = windows.account_id
            AND begun.product_id = windows.product_id
            AND begun.started_on > windows.after_on
            AND begun.started_on <= windows.until_on
    GROUP BY begun.account_id, begun.product_id, begun.stratum, begun.root
)

SELECT product_id, stratum, fired, root, CAST(count(*) AS BIGINT) AS starts
FROM labelled
GROUP BY product_id, stratum, fired, root
ORDER BY product_id, stratum, fired, root

/* ---
what: >
  What each account that has held both products of a pair changes in the counts of sequence_exits, one row for each
  change: it leaves the cohort (held before, or only ever seen as a floor), began both on one day, adopted, or replaced
  the first by the second.
key: [account, from_product, to_product, move]
columns:
  account: number, see members
  move: 1 enters otherwise, 2 its exit no longer counts, 3 adopts or replaces, 4 began both on one day
  from_product: number, see numbered_products
  to_product: number, see numbered_products
  day: days since the start of from_product
  entered: accounts, −1 for one that leaves the cohort
  events: adoptions
  competing: accounts, migrations among them
  censored: accounts, never positive
  together: accounts that began both on one day (at day 0)
--- */
WITH met AS (
    SELECT
        a.account,
        a.product AS from_product,
        b.product AS to_product,
        a.entry,
        a.exit,
        a.observed,
        CASE WHEN a.ended_on IS NULL THEN 0 ELSE 1 END AS ends,
        b.began_on - a.began_on AS day,
        CASE
            WHEN b.is_floor OR b.began_on < a.began_on THEN 'before'
            WHEN b.began_on = a.began_on THEN 'together'
            WHEN replacements.account IS NOT NULL THEN 'replaced'
            WHEN coalesce(b.began_on <= a.ended_on, TRUE) THEN 'adopted'
            ELSE 'after'
        END AS course
    FROM beginnings AS a
    INNER JOIN member_spans AS b ON a.account = b.account AND a.product <> b.product AND b.place = 1
    LEFT JOIN replacements
        ON
            a.account = replacements.account
            AND a.product = replacements.from_product
            AND a.began_on = replacements.began_on
            AND b.product = replacements.to_product
),

changed AS (
    SELECT *, course IN ('replaced', 'adopted') AND (entry = 0 OR day > entry) AS remains
    FROM met
    WHERE course <> 'after'
)

SELECT
    account, 1 AS move, from_product, to_product, entry AS day,
    CASE WHEN remains THEN 1 ELSE 0 END - CASE WHEN observed THEN 1 ELSE 0 END AS entered,
    0 AS events, 0 AS competing, 0 AS censored, 0 AS together
FROM changed
WHERE remains <> observed
UNION ALL
SELECT
    account, 2 AS move, from_product, to_product, exit AS day,
    0 AS entered, 0 AS events, -ends AS competing, ends - 1 AS censored, 0 AS together
FROM changed
WHERE observed
UNION ALL
SELECT
    account, 3 AS move, from_product, to_product, day,
    0 AS entered,
    CASE WHEN course = 'adopted' THEN 1 ELSE 0 END AS events,
    CASE WHEN course = 'replaced' THEN 1 ELSE 0 END AS competing,
    0 AS censored,
    0 AS together
FROM changed
WHERE remains
UNION ALL
SELECT
    account, 4 AS move, from_product, to_product, 0 AS day,
    0 AS entered, 0 AS events, 0 AS competing, 0 AS censored, 1 AS together
FROM changed
WHERE course = 'together'

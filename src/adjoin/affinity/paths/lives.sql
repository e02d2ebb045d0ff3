/* ---
what: >
  The life of each account whose first product was seen to begin: from that day until it holds nothing for more than
  `gap_days`, or until the as-of date. Accounts with a product that they held before anyone looked are left out, for
  nobody knows what they began with.
key: [account]
columns:
  account: number, see members
  root: number of its root
  segment: number of its segment
  product: number of the only product begun on the first day; −1 where it began several
  entry: day after which ends are seen, 0 or ends_from − first day
  exit: its last day, counted from the first
  ended: 1 if it holds nothing any more, 0 if the as-of date cuts it off
  since: days from its first day to the as-of date
parameters: {as_of: null, ends_from: null, gap_days: 90}
--- */
WITH reached AS (
    SELECT
        account,
        began_on,
        is_floor,
        place,
        coalesce(ended_on, CAST('9999-12-31' AS DATE)) AS last_on,
        max(coalesce(ended_on, CAST('9999-12-31' AS DATE))) OVER (
            PARTITION BY account ORDER BY began_on, product ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM member_spans
),

numbered AS (
    SELECT
        *,
        sum(CASE WHEN began_on - reached_on - 1 > $gap_days THEN 1 ELSE 0 END) OVER (
            PARTITION BY account ORDER BY began_on, last_on ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS life
    FROM reached
),

first_life AS (
    SELECT
        account,
        max(CASE WHEN life = 0 THEN last_on END) AS last_on,
        max(CASE WHEN place = 1 AND is_floor THEN 1 ELSE 0 END) AS unknown_start
    FROM numbered
    GROUP BY account
),

entrants AS (
    SELECT
        members.account,
        members.root,
        members.segment,
        members.first_on,
        CASE WHEN count(*) = 1 THEN min(beginnings.product) ELSE -1 END AS product
    FROM members
    INNER JOIN beginnings ON members.account = beginnings.account AND members.first_on = beginnings.began_on
    GROUP BY members.account, members.root, members.segment, members.first_on
)

SELECT
    entrants.account,
    entrants.root,
    entrants.segment,
    entrants.product,
    CASE
        WHEN entrants.first_on < CAST($ends_from AS DATE) THEN CAST($ends_from AS DATE) - entrants.first_on
        ELSE 0
    END AS entry,
    least(first_life.last_on, $as_of) - entrants.first_on AS exit,
    CASE WHEN first_life.last_on < CAST('9999-12-31' AS DATE) THEN 1 ELSE 0 END AS ended,
    $as_of - entrants.first_on AS since
FROM entrants
INNER JOIN first_life ON entrants.account = first_life.account
WHERE first_life.unknown_start = 0

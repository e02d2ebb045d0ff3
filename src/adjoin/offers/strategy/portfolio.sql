/* ---
what: The book in the few numbers that stand beside the patterns.
key: [as_of]
columns:
  as_of: date
  products: of the catalog
  accounts: of the book
  multi: accounts that began at least two products as far as starts were seen
  multi_together: of them, those that began some together
  several_open: accounts that could buy `several` more products at least
  several: how many these are
  linked_pairs: ordered pairs of the catalog in which one's output is the other's input
  departments: departments that pay for some product, as the catalog says
  spoken_multi: mean departments spoken to in a year, accounts that hold several products; null with none
  spoken_single: likewise, accounts that hold one
parameters: {several: 3, spoken_days: 365}
--- */
WITH book AS (
    SELECT as_of, account_id, count(*) AS held FROM holdings
    GROUP BY as_of, account_id
),

sized AS (
    SELECT as_of, count(*) AS accounts FROM book
    GROUP BY as_of
),

starters AS (
    SELECT as_of, account_id, max(CASE WHEN together THEN 1 ELSE 0 END) AS together FROM begun_products
    WHERE others > 0
    GROUP BY as_of, account_id
),

started AS (
    SELECT as_of, count(*) AS multi, sum(together) AS multi_together FROM starters
    GROUP BY as_of
),

open_products AS (
    SELECT as_of, account_id FROM sellable
    GROUP BY as_of, account_id
    HAVING count(*) >= $several
),

several AS (
    SELECT as_of, count(*) AS accounts FROM open_products
    GROUP BY as_of
),

conversations AS (
    SELECT
        spoken.as_of,
        spoken.account_id,
        count(DISTINCT lower(trim(contacts.department))) AS departments
    FROM known.interactions AS spoken
    INNER JOIN known.contacts AS contacts
        ON
            spoken.as_of = contacts.as_of
            AND spoken.account_id = contacts.account_id
            AND spoken.contact_id = contacts.contact_id
    WHERE
        contacts.department IS NOT NULL
        AND spoken.as_of - spoken.occurred_on <= $spoken_days
        AND NOT coalesce(spoken.direction = 'out' AND lower(coalesce(spoken.channel, '')) LIKE '%mail%', FALSE)
    GROUP BY spoken.as_of, spoken.account_id
),

spoken AS (
    SELECT
        book.as_of,
        round(avg(CASE WHEN book.held > 1 THEN conversations.departments END), 9) AS multi,
        round(avg(CASE WHEN book.held = 1 THEN conversations.departments END), 9) AS single
    FROM book
    INNER JOIN conversations ON book.as_of = conversations.as_of AND book.account_id = conversations.account_id
    GROUP BY book.as_of
),

catalog_size AS (
    SELECT count(*) AS products FROM catalog_products
),

links AS (
    SELECT count(CASE WHEN linked THEN 1 END) AS pairs FROM catalog_links
),

payers AS (
    SELECT count(DISTINCT department) AS departments FROM catalog_departments
    WHERE role = 'buyer'
)

SELECT
    dates.as_of,
    catalog_size.products,
    coalesce(sized.accounts, 0) AS accounts,
    coalesce(started.multi, 0) AS multi,
    CAST(coalesce(started.multi_together, 0) AS BIGINT) AS multi_together,
    coalesce(several.accounts, 0) AS several_open,
    CAST($several AS BIGINT) AS several,
    links.pairs AS linked_pairs,
    payers.departments,
    spoken.multi AS spoken_multi,
    spoken.single AS spoken_single
FROM dates
CROSS JOIN catalog_size
CROSS JOIN links
CROSS JOIN payers
LEFT JOIN sized ON dates.as_of = sized.as_of
LEFT JOIN started ON dates.as_of = started.as_of
LEFT JOIN several ON dates.as_of = several.as_of
LEFT JOIN spoken ON dates.as_of = spoken.as_of

/* ---
what: >
  The moments of single accounts, each on its own dates, with whoever is kin to them (parents and children, as they
  stand or were once seen), so that what is asked of a root can be answered. Known as in `moments`.
key: [as_of, account_id]
columns: {as_of: , first_load: , account_id: }
--- */
WITH RECURSIVE parents AS (
    SELECT account_id, parent_account_id FROM canonical.accounts
    WHERE parent_account_id IS NOT NULL
    UNION
    SELECT account_id, parent_account_id FROM canonical.seen_accounts
    WHERE parent_account_id IS NOT NULL
),

kin AS (
    SELECT account_id, parent_account_id AS other_id FROM parents
    UNION
    SELECT parent_account_id AS account_id, account_id AS other_id FROM parents
),

family AS (
    SELECT account_id AS asked_id, account_id FROM (SELECT DISTINCT account_id FROM pairs) AS asked
    UNION
    SELECT family.asked_id, kin.other_id AS account_id
    FROM family
    INNER JOIN kin ON family.account_id = kin.account_id
),

first_start AS (
    SELECT account_id, min(started_on) AS started_on
    FROM canonical.subscriptions
    GROUP BY account_id
)

SELECT DISTINCT
    dates.as_of,
    dates.first_load,
    accounts.account_id
FROM pairs
INNER JOIN dates ON pairs.as_of = dates.as_of
INNER JOIN family ON pairs.account_id = family.asked_id
INNER JOIN canonical.accounts AS accounts ON family.account_id = accounts.account_id
LEFT JOIN first_start ON accounts.account_id = first_start.account_id
WHERE
    coalesce(accounts.customer_since, dates.first_load) <= dates.as_of
    OR first_start.started_on <= dates.as_of

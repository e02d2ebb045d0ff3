/* ---
what: >
  Whom else to ask where nobody of ours knows an economic buyer: somebody of the same department, else somebody who
  once spoke with us, the newest first. Nobody is asked who blocks the product.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  called: name and title
  same_department: whether they work in the buyer's department
  last_on: of the last conversation with us; null without one
--- */
WITH unknown AS (
    SELECT roles.as_of, roles.account_id, roles.product_id, roles.contact_id, buyers.department
    FROM roles
    INNER JOIN people_there AS buyers
        ON
            roles.as_of = buyers.as_of
            AND roles.account_id = buyers.account_id
            AND roles.contact_id = buyers.contact_id
    LEFT JOIN chains
        ON roles.as_of = chains.as_of AND roles.account_id = chains.account_id AND roles.product_id = chains.product_id
    WHERE roles.role = 'economic_buyer' AND roles.place = 1 AND chains.contact_id IS NULL
),

ordered AS (
    SELECT
        unknown.as_of,
        unknown.account_id,
        unknown.product_id,
        people_there.called,
        coalesce(people_there.department = unknown.department, FALSE) AS same_department,
        spoken.last_on,
        row_number() OVER (
            PARTITION BY unknown.as_of, unknown.account_id, unknown.product_id
            ORDER BY
                CASE WHEN people_there.department = unknown.department THEN 0 ELSE 1 END,
                spoken.last_on DESC NULLS LAST,
                people_there.contact_id
        ) AS turn
    FROM unknown
    INNER JOIN people_there
        ON
            unknown.as_of = people_there.as_of
            AND unknown.account_id = people_there.account_id
            AND unknown.contact_id <> people_there.contact_id
    LEFT JOIN last_spoken AS spoken
        ON
            people_there.as_of = spoken.as_of
            AND people_there.account_id = spoken.account_id
            AND people_there.contact_id = spoken.contact_id
    LEFT JOIN roles AS blockers
        ON
            unknown.as_of = blockers.as_of
            AND unknown.account_id = blockers.account_id
            AND unknown.product_id = blockers.product_id
            AND people_there.contact_id = blockers.contact_id
            AND blockers.role = 'blocker'
    WHERE
        blockers.contact_id IS NULL
        AND (people_there.department = unknown.department OR spoken.last_on IS NOT NULL)
)

SELECT as_of, account_id, product_id, called, same_department, last_on
FROM ordered
WHERE turn = 1

/* ---
what: >
  The strongest chain from ours to the economic buyer: straight to them, or through a person there whom we know. That
  two people there know each other is assumed: most of the product's champion (`champion`), then within a department
  (`same_department`), least across (`elsewhere`). Nobody is asked who blocks the product. A chain below `least` is no
  warm path.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: the economic buyer
  strength: the product of its ties
  hops: its ties
  rep_id: of ours who goes
  through_contact_id: the person there to ask; null where we know the buyer
  through_rep_id: the colleague of ours to ask first; null where rep_id knows them
  link: why that person would know the buyer, champion, department or company; null where we know the buyer
  knows_id: of ours who knows met_id
  met_id: whom there ours know, the buyer or the person to ask
  last_on: of their newest conversation
  how: it, as a verb
  meetings: their conversations in all
parameters: {champion: 0.8, same_department: 0.6, elsewhere: 0.3, least: 0.02}
--- */
WITH buyers AS (
    SELECT roles.as_of, roles.account_id, roles.product_id, roles.contact_id, people_there.department
    FROM roles
    INNER JOIN people_there
        ON
            roles.as_of = people_there.as_of
            AND roles.account_id = people_there.account_id
            AND roles.contact_id = people_there.contact_id
    WHERE roles.role = 'economic_buyer' AND roles.place = 1
),

linked AS (
    SELECT
        buyers.as_of,
        buyers.account_id,
        buyers.product_id,
        buyers.contact_id,
        ways_in.contact_id AS met_id,
        CASE
            WHEN ways_in.contact_id = buyers.contact_id THEN NULL
            WHEN attitudes.role = 'champion' THEN 'champion'
            WHEN friend.department = buyers.department THEN 'department'
            ELSE 'company'
        END AS link,
        ways_in.strength,
        ways_in.hops,
        ways_in.rep_id,
        ways_in.through_rep_id,
        ways_in.last_on,
        ways_in.knows_id,
        ways_in.how,
        ways_in.meetings
    FROM buyers
    INNER JOIN ways_in ON buyers.as_of = ways_in.as_of AND buyers.account_id = ways_in.account_id
    INNER JOIN people_there AS friend
        ON
            ways_in.as_of = friend.as_of
            AND ways_in.account_id = friend.account_id
            AND ways_in.contact_id = friend.contact_id
    LEFT JOIN roles AS attitudes
        ON
            buyers.as_of = attitudes.as_of
            AND buyers.account_id = attitudes.account_id
            AND buyers.product_id = attitudes.product_id
            AND ways_in.contact_id = attitudes.contact_id
            AND attitudes.role IN ('champion', 'blocker')
    WHERE coalesce(attitudes.role, '') <> 'blocker' OR ways_in.contact_id = buyers.contact_id
),

weighed AS (
    SELECT
        as_of,
        account_id,
        product_id,
        contact_id,
        round(
            strength * CASE link
                WHEN 'champion' THEN CAST($champion AS DOUBLE)
                WHEN 'department' THEN CAST($same_department AS DOUBLE)
                WHEN 'company' THEN CAST($elsewhere AS DOUBLE)
                ELSE 1.0
            END, 6
        ) AS strength,
        hops + CASE WHEN link IS NULL THEN 0 ELSE 1 END AS hops,
        rep_id,
        CASE WHEN link IS NOT NULL THEN met_id END AS through_contact_id,
        through_rep_id,
        link,
        last_on,
        met_id,
        knows_id,
        how,
        meetings
    FROM linked
)

SELECT
    as_of,
    account_id,
    product_id,
    contact_id,
    strength,
    hops,
    rep_id,
    through_contact_id,
    through_rep_id,
    link,
    knows_id,
    met_id,
    last_on,
    how,
    meetings
FROM (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY strength DESC, hops, last_on DESC, met_id
        ) AS turn
    FROM weighed
    WHERE strength >= CAST($least AS DOUBLE)
) AS ordered
WHERE turn = 1

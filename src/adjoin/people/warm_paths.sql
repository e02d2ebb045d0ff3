/* ---
what: >
  The best way from ours to the economic buyer of each product in question, and the introduction to ask for. Without a
  warm path, strength and hops are null and the words say whom to write to cold. Products whose buyer is unknown have
  no row.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: the economic buyer
  strength: 0 to 1, the product of the chain's ties; null without one
  hops: ties of the chain, 1 to 3; null without one
  rep_id: of ours who goes; without a path who looks after the account
  through_contact_id: the person there to ask for the introduction
  through_rep_id: the colleague of ours to ask first
  says: the chain in words, with dates
  asks: the introduction to ask for; null where rep_id knows the buyer
--- */
WITH owners AS (
    SELECT as_of, account_id, rep_id FROM (
        SELECT *, row_number() OVER (PARTITION BY as_of, account_id ORDER BY place, rep_id) AS turn FROM account_reps
    ) AS ordered
    WHERE turn = 1
),

told AS (
    SELECT
        chains.as_of,
        chains.account_id,
        chains.product_id,
        coalesce(team.name, chains.knows_id) || ' ' || chains.how || ' ' || met.called || ' on '
        || CAST(chains.last_on AS VARCHAR)
        || CASE
            WHEN chains.meetings = 1 THEN '' ELSE ', ' || CAST(chains.meetings AS VARCHAR) || ' conversations in all'
        END AS knows,
        met.called,
        coalesce(met.name, met.called) AS name,
        coalesce(team.name, chains.knows_id) AS colleague
    FROM chains
    INNER JOIN people_there AS met
        ON chains.as_of = met.as_of AND chains.account_id = met.account_id AND chains.met_id = met.contact_id
    LEFT JOIN known.team AS team ON chains.as_of = team.as_of AND chains.knows_id = team.rep_id
)

SELECT
    roles.as_of,
    roles.account_id,
    roles.product_id,
    roles.contact_id,
    chains.strength,
    chains.hops,
    coalesce(chains.rep_id, owners.rep_id) AS rep_id,
    chains.through_contact_id,
    chains.through_rep_id,
    CASE
        WHEN chains.contact_id IS NULL
            THEN 'No warm path: nobody of ours is in touch with ' || buyer.called || ' or with somebody near them'
        WHEN chains.through_contact_id IS NULL THEN told.knows
        ELSE told.knows || '; ' || told.name || CASE chains.link
            WHEN 'champion' THEN ' is the champion and can speak to '
            WHEN 'department' THEN ' works in the department of '
            ELSE ' is a colleague of '
        END || buyer.called
    END AS says,
    CASE
        WHEN chains.contact_id IS NULL
            THEN 'Write to ' || buyer.called || ' cold' || coalesce(
                ', or ask ' || neighbours.called || CASE
                    WHEN neighbours.same_department THEN ', who works in the same department'
                    ELSE ', with whom we last spoke on ' || CAST(neighbours.last_on AS VARCHAR)
                END,
                ''
            )
        WHEN chains.through_contact_id IS NULL AND chains.through_rep_id IS NULL THEN NULL
        WHEN chains.through_contact_id IS NULL
            THEN 'Ask ' || told.colleague || ' to introduce you to '
                || coalesce(buyer.name, buyer.called)
        WHEN chains.through_rep_id IS NULL
            THEN 'Ask ' || told.called || ' to introduce ' || coalesce(buyer.name, buyer.called)
        ELSE 'Ask ' || told.colleague || ' to bring you together with '
            || told.called || ', who can introduce ' || coalesce(buyer.name, buyer.called)
    END AS asks
FROM roles
INNER JOIN people_there AS buyer
    ON roles.as_of = buyer.as_of AND roles.account_id = buyer.account_id AND roles.contact_id = buyer.contact_id
LEFT JOIN chains
    ON roles.as_of = chains.as_of AND roles.account_id = chains.account_id AND roles.product_id = chains.product_id
LEFT JOIN told
    ON roles.as_of = told.as_of AND roles.account_id = told.account_id AND roles.product_id = told.product_id
LEFT JOIN neighbours
    ON
        roles.as_of = neighbours.as_of
        AND roles.account_id = neighbours.account_id
        AND roles.product_id = neighbours.product_id
LEFT JOIN owners ON roles.as_of = owners.as_of AND roles.account_id = owners.account_id
WHERE roles.role = 'economic_buyer' AND roles.place = 1

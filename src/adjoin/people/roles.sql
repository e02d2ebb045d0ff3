/* ---
what: >
  Stakeholders by product: who pays, champions, evaluates, uses or blocks. What people of ours said replaces what
  titles say of the same person's function, and what was seen of the same person's attitude; who was seen to block is
  no champion. People who left or opted out are left out. Only products that are open at the account or in play.
key: [as_of, account_id, product_id, role, contact_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  role: economic_buyer, champion, evaluator, user or blocker
  contact_id: text
  place: 1 first; the newest word, then titles, word for word before near ones, then who was spoken to last
  name: of the person
  title: as the CRM says it
  budget: from which the economic buyer pays, in the catalog's words; null for the others
  source: said, title, near_title or observed
  since: since when; null where nobody knows
  says: one sentence
--- */
WITH found AS (
    SELECT
        as_of, account_id, product_id, contact_id, role, 'said' AS source, 0 AS rank,
        CAST(NULL AS DOUBLE) AS similarity, CAST(NULL AS DATE) AS spoken_on,
        said_on AS since,
        'Said on ' || CAST(said_on AS VARCHAR) || coalesce(' (' || source || ')', '') AS says
    FROM said_roles
    UNION ALL
    SELECT
        titled_roles.as_of, titled_roles.account_id, titled_roles.product_id, titled_roles.contact_id,
        titled_roles.role, titled_roles.source, 1 AS rank, titled_roles.similarity, titled_roles.spoken_on,
        titled_roles.since,
        titled_roles.says
    FROM titled_roles
    LEFT JOIN said_roles
        ON
            titled_roles.as_of = said_roles.as_of
            AND titled_roles.account_id = said_roles.account_id
            AND titled_roles.product_id = said_roles.product_id
            AND titled_roles.contact_id = said_roles.contact_id
            AND NOT said_roles.attitude
    WHERE said_roles.contact_id IS NULL
    UNION ALL
    SELECT
        seen.as_of, seen.account_id, seen.product_id, seen.contact_id, seen.role, 'observed' AS source, 2 AS rank,
        CAST(NULL AS DOUBLE) AS similarity, CAST(NULL AS DATE) AS spoken_on, seen.since, seen.says
    FROM (
        SELECT
            champions.as_of, champions.account_id, champions.product_id, champions.contact_id, 'champion' AS role,
            champions.since, champions.says
        FROM seen_champions AS champions
        LEFT JOIN seen_blockers AS blockers
            ON
                champions.as_of = blockers.as_of
                AND champions.account_id = blockers.account_id
                AND champions.product_id = blockers.product_id
                AND champions.contact_id = blockers.contact_id
        WHERE blockers.contact_id IS NULL
        UNION ALL
        SELECT as_of, account_id, product_id, contact_id, 'blocker' AS role, since, says FROM seen_blockers
    ) AS seen
    LEFT JOIN said_roles
        ON
            seen.as_of = said_roles.as_of
            AND seen.account_id = said_roles.account_id
            AND seen.product_id = said_roles.product_id
            AND seen.contact_id = said_roles.contact_id
            AND said_roles.attitude
    WHERE said_roles.contact_id IS NULL
)

SELECT
    found.as_of,
    found.account_id,
    found.product_id,
    found.role,
    found.contact_id,
    row_number() OVER (
        PARTITION BY found.as_of, found.account_id, found.product_id, found.role
        ORDER BY
            found.rank,
            CASE WHEN found.rank = 0 THEN found.since END DESC NULLS LAST,
            found.similarity DESC NULLS LAST,
            found.spoken_on DESC NULLS LAST,
            found.since DESC NULLS LAST,
            found.contact_id
    ) AS place,
    people_there.name,
    people_there.title,
    budgets.budget,
    found.source,
    found.since,
    found.says
FROM found
INNER JOIN people_there
    ON
        found.as_of = people_there.as_of
        AND found.account_id = people_there.account_id
        AND found.contact_id = people_there.contact_id
LEFT JOIN catalog_budgets AS budgets
    ON found.product_id = budgets.product_id AND found.role = 'economic_buyer'

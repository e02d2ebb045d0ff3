/* ---
what: The products that are recommended or in play, who of ours would ask about them, and whom.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  product: its name
  asker: of ours
  person: at the account, with the title
--- */
SELECT
    recommendations.as_of,
    recommendations.account_id,
    recommendations.product_id,
    products.name AS product,
    coalesce(team.name, recommendations.owner, 'The owner of the account') AS asker,
    coalesce(contacts.name || coalesce(' (' || contacts.title || ')', ''), 'the customer') AS person
FROM recommendations
INNER JOIN catalog_products AS products ON recommendations.product_id = products.product_id
LEFT JOIN known.team AS team
    ON recommendations.as_of = team.as_of AND recommendations.owner = team.rep_id
LEFT JOIN known.contacts AS contacts
    ON
        recommendations.as_of = contacts.as_of
        AND recommendations.account_id = contacts.account_id
        AND recommendations.primary_contact_id = contacts.contact_id
LEFT JOIN known.plays AS plays
    ON
        recommendations.as_of = plays.as_of
        AND recommendations.account_id = plays.account_id
        AND recommendations.product_id = plays.product_id
        AND plays.closed_on IS NULL
WHERE recommendations.action IN ('play', 'discover') OR plays.play_id IS NOT NULL

/* ---
what: >
  Which accounts a partner is engaged with, about which product: the partner named at the account is engaged always
  and with all products; a project or referral engages from its day, with its product or with all. The catalog's
  spelling of a partner stands, by name or id.
key: [as_of, partner, account_id, product_id]
columns:
  as_of: date
  partner: name
  account_id: text
  product_id: text
  always: named at the account
  engaged_on: first project or referral; null without one
  projects: their number
  referrals: their number
--- */
WITH told AS (
    SELECT
        as_of, account_id, trim(partner) AS word, CAST(NULL AS VARCHAR) AS product_id, CAST(NULL AS DATE) AS engaged_on,
        'account' AS kind
    FROM known.accounts
    WHERE trim(coalesce(partner, '')) <> ''
    UNION ALL
    SELECT as_of, account_id, trim(partner) AS word, product_id, occurred_on AS engaged_on, lower(kind) AS kind
    FROM known.events
    WHERE lower(kind) IN ('partner_project', 'partner_referral') AND trim(coalesce(partner, '')) <> ''
),

spellings AS (
    SELECT told.as_of, lower(told.word) AS word, coalesce(max(catalog_partners.name), min(told.word)) AS partner
    FROM told
    LEFT JOIN catalog_partners
        ON lower(told.word) IN (lower(catalog_partners.partner_id), lower(catalog_partners.name))
    GROUP BY told.as_of, lower(told.word)
)

SELECT
    told.as_of,
    spellings.partner,
    told.account_id,
    products.product_id,
    max(CASE told.kind WHEN 'account' THEN 1 ELSE 0 END) = 1 AS always,
    min(told.engaged_on) AS engaged_on,
    sum(CASE told.kind WHEN 'partner_project' THEN 1 ELSE 0 END) AS projects,
    sum(CASE told.kind WHEN 'partner_referral' THEN 1 ELSE 0 END) AS referrals
FROM told
INNER JOIN spellings ON told.as_of = spellings.as_of AND lower(told.word) = spellings.word
INNER JOIN catalog_products AS products ON told.product_id IS NULL OR told.product_id = products.product_id
GROUP BY told.as_of, spellings.partner, told.account_id, products.product_id

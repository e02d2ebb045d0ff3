/* ---
what: >
  The people are known: who owns the budget of the product, who would use it day by day (by the titles that the catalog
  names for it; a product without such titles is not judged), and more than one person at the account.
severity: 85
needs_any: [contacts]
key: [as_of, account_id, product_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {fewest: 2}
--- */
WITH counted AS (
    SELECT book.as_of, book.account_id, count(DISTINCT contacts.contact_id) AS people
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    LEFT JOIN known.contacts AS contacts
        ON book.as_of = contacts.as_of AND book.account_id = contacts.account_id AND contacts.left_on IS NULL
    GROUP BY book.as_of, book.account_id
),

named AS (
    SELECT
        product_id,
        max(CASE role WHEN 'buyer' THEN 1 ELSE 0 END) AS buyer,
        max(CASE role WHEN 'user' THEN 1 ELSE 0 END) AS user_of_it
    FROM catalog_titles
    GROUP BY product_id
),

parts AS (
    SELECT
        as_of,
        account_id,
        product_id,
        max(CASE role WHEN 'buyer' THEN 1 ELSE 0 END) AS buyer,
        max(CASE role WHEN 'user' THEN 1 ELSE 0 END) AS user_of_it
    FROM stakeholders
    GROUP BY as_of, account_id, product_id
),

gaps AS (
    SELECT
        cells.as_of,
        cells.account_id,
        cells.product_id,
        named.buyer > coalesce(parts.buyer, 0) AS no_buyer,
        named.user_of_it > coalesce(parts.user_of_it, 0) AS no_user
    FROM cells
    INNER JOIN named ON cells.product_id = named.product_id
    LEFT JOIN parts
        ON
            cells.as_of = parts.as_of
            AND cells.account_id = parts.account_id
            AND cells.product_id = parts.product_id
)

SELECT
    as_of,
    account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE WHEN people < $fewest THEN 'warn' ELSE 'pass' END AS verdict,
    CASE
        WHEN people = 0 THEN 'nobody_known' WHEN people < $fewest THEN 'one_contact_only' ELSE 'people_known'
    END AS reason_code,
    CASE
        WHEN people = 0 THEN 'Nobody at the account is known'
        WHEN people = 1 AND people < $fewest THEN 'Only one person at the account is known'
        ELSE CAST(people AS VARCHAR) || ' people at the account are known'
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM counted
UNION ALL
SELECT
    gaps.as_of,
    gaps.account_id,
    gaps.product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    'warn' AS verdict,
    CASE
        WHEN gaps.no_buyer AND gaps.no_user THEN 'buyer_and_user_unknown'
        WHEN gaps.no_buyer THEN 'buyer_unknown'
        ELSE 'user_unknown'
    END AS reason_code,
    CASE
        WHEN gaps.no_buyer AND gaps.no_user THEN 'Nobody is known who would pay for ' || products.name || ' or use it'
        WHEN gaps.no_buyer THEN 'Nobody is known who would pay for ' || products.name
        ELSE 'Nobody is known who would use ' || products.name || ' day by day'
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM gaps
INNER JOIN catalog_products AS products ON gaps.product_id = products.product_id
WHERE gaps.no_buyer OR gaps.no_user

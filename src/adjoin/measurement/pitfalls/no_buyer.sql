/* ---
what: >
  Pitched past the buyer: of the people to whom the product was pitched none has a title of who pays for it, and nobody
  with such a title was spoken with in the window either. Not judged: products for which the catalog names no buyers,
  and pitches to nobody in particular. Titles are as known today.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: the last day it was seen
  hit: whether it happened
  money: price a year × chance of the product while it is not held, 0 once it is; null without a price
  says: one sentence
parameters: {window_days: 365}
--- */
WITH titles AS (
    SELECT DISTINCT lower(title) AS title FROM known.contacts
    WHERE title IS NOT NULL
),

-- Of each title once, not of each contact.
of_buyers AS (
    SELECT titles.title, listed.product_id
    FROM titles
    INNER JOIN catalog_titles AS listed
        ON ' ' || titles.title || ' ' LIKE '% ' || listed.title || ' %' AND listed.role = 'buyer'
    UNION
    SELECT title, product_id FROM title_matches
    WHERE role = 'buyer'
),

buyers AS (
    SELECT contacts.as_of, contacts.account_id, contacts.contact_id, of_buyers.product_id
    FROM known.contacts AS contacts
    INNER JOIN of_buyers ON lower(contacts.title) = of_buyers.title
    UNION
    SELECT as_of, account_id, contact_id, product_id FROM stakeholders
    WHERE role = 'buyer'
),

can_be_judged AS (
    SELECT DISTINCT product_id FROM catalog_titles
    WHERE role = 'buyer'
),

met AS (
    SELECT DISTINCT buyers.as_of, buyers.account_id, buyers.product_id
    FROM buyers
    INNER JOIN known.interactions AS spoken
        ON
            buyers.as_of = spoken.as_of
            AND buyers.account_id = spoken.account_id
            AND buyers.contact_id = spoken.contact_id
    WHERE spoken.as_of - spoken.occurred_on < $window_days
),

known_buyers AS (
    SELECT DISTINCT as_of, account_id, product_id FROM buyers
),

pursued AS (
    SELECT
        pitches.as_of,
        pitches.account_id,
        pitches.product_id,
        max(pitches.pitched_on) AS pitched_on,
        count(DISTINCT pitches.contact_id) AS people,
        count(DISTINCT buyers.contact_id) AS pitched_buyers
    FROM pitfall_pitches AS pitches
    INNER JOIN can_be_judged ON pitches.product_id = can_be_judged.product_id
    LEFT JOIN buyers
        ON
            pitches.as_of = buyers.as_of
            AND pitches.account_id = buyers.account_id
            AND pitches.product_id = buyers.product_id
            AND pitches.contact_id = buyers.contact_id
    WHERE pitches.contact_id IS NOT NULL
    GROUP BY pitches.as_of, pitches.account_id, pitches.product_id
)

SELECT
    pursued.as_of,
    pursued.account_id,
    pursued.product_id,
    pursued.pitched_on AS seen_on,
    pursued.pitched_buyers = 0 AND met.account_id IS NULL AS hit,
    prices.waiting AS money,
    products.name || ' was pitched to ' || CAST(pursued.people AS VARCHAR)
    || CASE pursued.people WHEN 1 THEN ' person' ELSE ' people' END
    || CASE
        WHEN pursued.pitched_buyers > 0 OR met.account_id IS NOT NULL THEN ', and who pays for it was spoken with'
        WHEN known_buyers.account_id IS NOT NULL THEN ', not to who pays for it, who is known and was not spoken with'
        ELSE '; who pays for it is not known'
    END AS says
FROM pursued
INNER JOIN catalog_products AS products ON pursued.product_id = products.product_id
LEFT JOIN met
    ON
        pursued.as_of = met.as_of
        AND pursued.account_id = met.account_id
        AND pursued.product_id = met.product_id
LEFT JOIN known_buyers
    ON
        pursued.as_of = known_buyers.as_of
        AND pursued.account_id = known_buyers.account_id
        AND pursued.product_id = known_buyers.product_id
LEFT JOIN pitfall_prices AS prices
    ON
        pursued.as_of = prices.as_of
        AND pursued.account_id = prices.account_id
        AND pursued.product_id = prices.product_id

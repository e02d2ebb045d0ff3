/* ---
what: Who would pay for a recommended product, by title, and from which budget, by the catalog.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: null where no such title is known
  says: who, with the title; null without
  budget: in the catalog's words; null where it says none
--- */
WITH buyers AS (
    SELECT
        as_of, account_id, product_id, contact_id,
        coalesce(name, 'Somebody') || coalesce(' (' || title || ')', '') AS says,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id
            ORDER BY said_on DESC NULLS LAST, similarity DESC, spoken_on DESC NULLS LAST,
                appeared_on DESC NULLS LAST, contact_id
        ) AS place
    FROM stakeholders
    WHERE role = 'buyer'
)

SELECT
    asked_about.as_of,
    asked_about.account_id,
    asked_about.product_id,
    buyers.contact_id,
    buyers.says,
    budgets.budget
FROM asked_about
LEFT JOIN buyers
    ON
        asked_about.as_of = buyers.as_of
        AND asked_about.account_id = buyers.account_id
        AND asked_about.product_id = buyers.product_id
        AND buyers.place = 1
LEFT JOIN catalog_budgets AS budgets ON asked_about.product_id = budgets.product_id

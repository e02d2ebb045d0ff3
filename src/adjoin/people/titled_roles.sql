/* ---
what: The part that a person's title plays for a product in question, by the catalog's titles.
key: [as_of, account_id, product_id, contact_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  contact_id: text
  role: economic_buyer, evaluator or user
  source: title, or near_title where it is only near to one of the catalog's
  similarity: 1 word for word
  spoken_on: the last time we spoke with the person; null where nobody ever did
  since: when the person appeared with that title; null where nobody knows
  says: one sentence
--- */
SELECT
    stakeholders.as_of,
    stakeholders.account_id,
    stakeholders.product_id,
    stakeholders.contact_id,
    CASE stakeholders.role WHEN 'buyer' THEN 'economic_buyer' ELSE stakeholders.role END AS role,
    CASE WHEN stakeholders.similarity = 1 THEN 'title' ELSE 'near_title' END AS source,
    stakeholders.similarity,
    stakeholders.spoken_on,
    stakeholders.appeared_on AS since,
    stakeholders.title
    || CASE WHEN stakeholders.similarity = 1 THEN ' is the title of who ' ELSE ' is near to the titles of who ' END
    || CASE stakeholders.role
        WHEN 'buyer' THEN 'would pay for ' WHEN 'evaluator' THEN 'would evaluate ' ELSE 'would use '
    END || in_question.product AS says
FROM stakeholders
INNER JOIN in_question
    ON
        stakeholders.as_of = in_question.as_of
        AND stakeholders.account_id = in_question.account_id
        AND stakeholders.product_id = in_question.product_id

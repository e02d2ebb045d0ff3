/* ---
what: >
  The further columns of the accounts of the book that the mapping names. They carry no date: they are taken as they
  stand, at past moments too.
key: [as_of, account_id, name]
columns:
  as_of: date
  account_id: text
  name: of the attribute
  number: null where it is no number
  text: null where it is a number
--- */
SELECT attributes.as_of, attributes.account_id, attributes.name, attributes.number, attributes.text
FROM known.attributes AS attributes
INNER JOIN account_features
    ON attributes.as_of = account_features.as_of AND attributes.account_id = account_features.account_id

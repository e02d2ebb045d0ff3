/* ---
what: How strong each kind of signal still is on each open cell, where there is one.
key: [as_of, account_id, product_id, kind]
columns:
  as_of: date
  account_id: text
  product_id: text
  kind: of signal
  faded: strength that is left, 0 to 1
--- */
SELECT as_of, account_id, product_id, kind, faded FROM signals
WHERE state <> 'closed'

/* ---
what: The snoozes in force at the moment, the newest word on each account, or account and product.
key: [as_of, hold_id]
columns:
  as_of: date
  hold_id: text
  account_id: text
  product_id: null where the whole account is snoozed
  entered_on: date
  until: the first day it no longer holds
--- */
WITH newest AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY entered_on DESC, hold_id DESC
        ) AS place
    FROM known.holds
    WHERE kind = 'snooze'
)

SELECT as_of, hold_id, account_id, product_id, entered_on, "until"
FROM newest
WHERE place = 1 AND "until" > as_of

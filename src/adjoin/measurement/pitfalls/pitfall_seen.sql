/* ---
what: What was looked at for each symptom, whether it happened or not.
key: [as_of, symptom, account_id, product_id]
columns:
  symptom: text
  as_of: date
  account_id: text
  product_id: text
  seen_on: date
  hit: whether it happened
  money: see each symptom; null where unknown
  says: one sentence
keep: view
--- */
SELECT 'several_at_once' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM several_at_once
UNION ALL
SELECT 'many_proposed' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM many_proposed
UNION ALL
SELECT 'no_signal' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM no_signal
UNION ALL
SELECT 'unstable_pitch' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM unstable_pitch
UNION ALL
SELECT 'play_while_blocked' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM play_while_blocked
UNION ALL
SELECT 'no_buyer' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM no_buyer
UNION ALL
SELECT 'one_person' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM one_person
UNION ALL
SELECT 'unused_after_start' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM unused_after_start
UNION ALL
SELECT 'tickets_after_start' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM tickets_after_start
UNION ALL
SELECT 'no_sign_on' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM no_sign_on
UNION ALL
SELECT 'above_cap' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM above_cap
UNION ALL
SELECT 'nothing_got' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM nothing_got
UNION ALL
SELECT 'rising_discount' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM rising_discount
UNION ALL
SELECT 'renewed_for_less' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM renewed_for_less
UNION ALL
SELECT 'no_motion' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM no_motion
UNION ALL
SELECT 'no_shared_seller' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM no_shared_seller
UNION ALL
SELECT 'held_alone' AS symptom, as_of, account_id, product_id, seen_on, hit, money, says FROM held_alone

/* ---
what: When we last spoke with each person there; a mail of ours without an answer is no conversation.
key: [as_of, account_id, contact_id]
columns:
  as_of: date
  account_id: text
  contact_id: text
  last_on: date
--- */
SELECT as_of, account_id, contact_id, max(occurred_on) AS last_on
FROM conversations
WHERE NOT unanswered
GROUP BY as_of, account_id, contact_id

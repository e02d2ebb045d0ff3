/* ---
what: Who of ours knows whom there, and how well (the formula is that of `ties`).
key: [as_of, account_id, rep_id, contact_id]
columns:
  as_of: date
  account_id: text
  rep_id: of ours
  contact_id: there
  strength: 0 to 1
  meetings: conversations either way; mails of ours without an answer are left out
  last_on: of the newest of them; of the newest mail where nothing was ever answered
  sentiment: -1 to 1, the newer the more it counts
--- */
SELECT as_of, account_id, rep_id, contact_id, strength, meetings, last_on, sentiment
FROM ties

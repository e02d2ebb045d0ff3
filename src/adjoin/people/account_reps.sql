/* ---
what: Ours who look after an account, the account executive before the customer success manager.
key: [as_of, account_id, rep_id]
columns:
  as_of: date
  account_id: text
  rep_id: of ours, as the team table spells it where it knows them
  place: 1 executive, 2 customer success manager
--- */
WITH named AS (
    SELECT as_of, account_id, ae AS word, 1 AS place FROM known.accounts
    WHERE ae IS NOT NULL
    UNION ALL
    SELECT as_of, account_id, csm AS word, 2 AS place FROM known.accounts
    WHERE csm IS NOT NULL
)

SELECT
    named.as_of,
    named.account_id,
    coalesce(rep_words.rep_id, named.word) AS rep_id,
    min(named.place) AS place
FROM named
LEFT JOIN rep_words ON named.as_of = rep_words.as_of AND lower(named.word) = rep_words.word
GROUP BY named.as_of, named.account_id, coalesce(rep_words.rep_id, named.word)

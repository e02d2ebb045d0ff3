/* ---
what: >
  The days on which accounts that have held something were held out of plays by an experiment of ours: what they did
  then is what the experiment judges by, so no record counts it.
key: [account_id, from_on, until_on]
columns:
  account_id: text
  from_on: the first day held
  until_on: the day of the release; null while nobody knows it
parameters: {as_of: null}
--- */
SELECT DISTINCT spans.account_id, spans.from_on, spans.until_on
FROM held_spans AS spans
INNER JOIN watched_accounts AS accounts ON spans.account_id = accounts.account_id
WHERE spans.as_of = $as_of AND spans.from_on <= $as_of

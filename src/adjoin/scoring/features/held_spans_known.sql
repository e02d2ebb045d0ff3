/* ---
what: The days on which each account was held out of plays by an experiment, as they are known now.
key: [account_id, from_on, until_on]
columns:
  account_id: text
  from_on: the first day held
  until_on: the day of the release; null while nobody knows it
--- */
SELECT DISTINCT account_id, from_on, until_on FROM held_spans

/* ---
what: The accounts of each unit whose time began, all of its root in experiments of ours.
key: [as_of, experiment, source, unit_id, account_id]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  account_id: text
  began_on: the first day that counts
  matures_on: the last day that counts
--- */
SELECT
    entered.as_of,
    entered.experiment,
    entered.source,
    entered.unit_id,
    roots.account_id,
    entered.began_on,
    entered.matures_on
FROM entered
INNER JOIN roots ON entered.as_of = roots.as_of AND entered.unit_id = roots.root_id
WHERE entered.source = 'own' AND entered.began_on IS NOT NULL
UNION ALL
SELECT
    entered.as_of,
    entered.experiment,
    entered.source,
    entered.unit_id,
    entered.account_id,
    entered.began_on,
    entered.matures_on
FROM entered
WHERE entered.source = 'elsewhere'

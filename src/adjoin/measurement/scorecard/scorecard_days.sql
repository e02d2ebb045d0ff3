/* ---
what: The days that the won deals of a card took, from the quickest, by how many took as long.
key: [as_of, scope_kind, scope, days]
columns:
  as_of: date
  scope_kind: text
  scope: text
  days: whole days
  deals: that took as long
--- */
SELECT as_of, scope_kind, scope, CAST(amount AS BIGINT) AS days, count(*) AS deals FROM scorecard_counted
WHERE metric = 'cycle_days'
GROUP BY as_of, scope_kind, scope, CAST(amount AS BIGINT)

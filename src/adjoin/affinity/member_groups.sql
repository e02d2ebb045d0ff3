/* ---
what: The group of segment and of industry each member belongs to.
key: [account]
columns:
  account: number, see members
  segment_group: number, see group_values; 0 for other
  industry_group: number, see group_values; 0 for other
parameters: {as_of: null}
--- */
WITH told AS (
    SELECT account_id, segment, industry FROM known.accounts
    WHERE as_of = $as_of
)

SELECT
    members.account,
    coalesce(segments.group_number, 0) AS segment_group,
    coalesce(industries.group_number, 0) AS industry_group
FROM members
LEFT JOIN told ON members.account_id = told.account_id
LEFT JOIN group_values AS segments ON segments.dimension = 0 AND told.segment = segments.group_value
LEFT JOIN group_values AS industries ON industries.dimension = 1 AND told.industry = industries.group_value

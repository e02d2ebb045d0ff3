/* ---
what: What was known of an account on the day on which it entered an experiment. Read at the moments of `unit_days`.
key: [on_day, account_id]
columns:
  on_day: date
  account_id: text
  segment: text
  industry: text
  country: text
  partner: text
  employees: number
  sites: number
--- */
SELECT
    accounts.as_of AS on_day,
    accounts.account_id,
    accounts.segment,
    accounts.industry,
    accounts.country,
    accounts.partner,
    accounts.employees,
    accounts.sites
FROM known.accounts AS accounts
INNER JOIN unit_days ON accounts.as_of = unit_days.as_of AND accounts.account_id = unit_days.account_id

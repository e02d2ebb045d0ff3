/* ---
what: Who is named at an account on each open date.
key: [opened_on, account_id]
columns:
  opened_on: date
  account_id: text
  csm: text
  ae: text
  partner: text
--- */
SELECT as_of AS opened_on, account_id, csm, ae, partner FROM known.accounts

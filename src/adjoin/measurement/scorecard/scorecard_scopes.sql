/* ---
what: The cards that an account counts on beside the whole book's, its segment, those who own it, its partner.
key: [as_of, account_id, scope_kind, scope]
columns:
  as_of: date
  account_id: text
  scope_kind: segment, owner or partner
  scope: text
--- */
SELECT as_of, account_id, 'segment' AS scope_kind, segment AS scope FROM known.accounts
WHERE segment IS NOT NULL
UNION
SELECT as_of, account_id, 'owner', csm FROM known.accounts
WHERE csm IS NOT NULL
UNION
SELECT as_of, account_id, 'owner', ae FROM known.accounts
WHERE ae IS NOT NULL
UNION
SELECT as_of, account_id, 'partner', partner FROM known.accounts
WHERE partner IS NOT NULL

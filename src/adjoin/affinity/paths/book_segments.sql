/* ---
what: The accounts of the book by segment, which is what the accounts of an entry product are weighted to.
key: [segment]
columns:
  segment: number, see members
  name: text; null for accounts without a segment
  accounts: that hold something at the moment
parameters: {as_of: null}
--- */
SELECT members.segment, max(accounts.segment) AS name, count(DISTINCT members.account) AS accounts
FROM members
INNER JOIN member_spans ON members.account = member_spans.account
LEFT JOIN known.accounts AS accounts
    ON members.account_id = accounts.account_id AND accounts.as_of = $as_of
WHERE coalesce(member_spans.ended_on >= $as_of, TRUE)
GROUP BY members.segment
ORDER BY members.segment

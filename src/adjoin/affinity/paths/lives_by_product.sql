/* ---
what: The lives as numbers, in the order of their accounts.
key: [account]
columns: {account: , root: , segment: , product: , entry: , exit: , ended: , since: }
--- */
SELECT account, root, segment, product, entry, exit, ended, since FROM lives
ORDER BY account

CREATE TABLE candidates AS
SELECT
    as_of, account_id, product_id, CASE WHEN hash(account_id, product_id, 'open') % 3 = 0 THEN 'fatigue' END AS blocked_by,
    CAST(CASE WHEN hash(account_id, product_id, 'open') % 3 = 0 THEN 1 ELSE 0 END AS BIGINT) AS blockers
FROM scored;
CREATE TABLE whitespace AS
SELECT as_of, account_id, product_id, CASE WHEN blockers = 1 THEN 'blocked' ELSE 'open' END AS state FROM candidates
WHERE hash(account_id, product_id, 'space') % 15 = 0;
CREATE TABLE held_out AS
SELECT as_of, account_id FROM known.accounts
WHERE hash(account_id, 'held') % 20 = 0;
CREATE TABLE approaches AS
SELECT as_of, account_id, interaction_id, occurred_on, CAST(NULL AS VARCHAR) AS product_id FROM known.interactions
WHERE hash(interaction_id) % 2 = 0

INSERT INTO canonical.accounts (account_id, name, segment, industry, parent_account_id)
SELECT
    'a' || i, 'n' || i, 's' || hash(i, 'segment') % 4, 'i' || hash(i, 'industry') % 5,
    CASE WHEN hash(i, 'parent') % 10 = 0 THEN 'a' || (i - i % 10) END
FROM range(100000) AS accounts(i);
INSERT INTO canonical.subscriptions
    (subscription_id, account_id, product_id, started_on, ended_on, renews_on, term_months, acv, seats)
SELECT
    's' || i || '-' || p, 'a' || i, 'p' || p,
    DATE '2022-01-03' + CAST(began AS INTEGER),
    CASE WHEN hash(i, p, 'ends') % 5 = 0 THEN DATE '2022-01-03' + CAST(began + 30 + hash(i, p, 'life') % 900 AS INTEGER) END,
    NULL, 12, 1000, 10
FROM (
    SELECT i, p, hash(i, 'entry') % 700 + CASE WHEN p = hash(i, 'first') % 20 THEN 0 ELSE hash(i, p, 'wait') % 900 END AS began
    FROM range(100000) AS accounts(i), range(20) AS products(p)
    WHERE p = hash(i, 'first') % 20 OR hash(i, p, 'ever') % 1000 < 110 + 15 * (p % 10)
)

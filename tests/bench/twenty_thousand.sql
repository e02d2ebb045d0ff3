INSERT INTO canonical.accounts (account_id, name, segment)
SELECT 'a' || i, 'n' || i, 's' FROM range(20000) AS accounts(i);
INSERT INTO canonical.subscriptions
    (subscription_id, account_id, product_id, started_on, ended_on, renews_on, term_months, acv, seats)
SELECT
    's' || i || '-' || p || '-' || k, 'a' || i, 'p' || p,
    DATE '2022-01-03' + CAST((hash(i, p) % 900) + 365 * k AS INTEGER),
    CASE WHEN k < 2 THEN DATE '2022-01-03' + CAST((hash(i, p) % 900) + 365 * k + 364 AS INTEGER) END,
    DATE '2022-01-03' + CAST((hash(i, p) % 900) + 365 * (k + 1) AS INTEGER),
    12, 1000, 10
FROM range(20000) AS accounts(i), range(8) AS products(p), range(3) AS terms(k)
WHERE hash(i, p, 7) % 8 < 3;
INSERT INTO canonical.usage (account_id, product_id, metric, day, quantity, grain, known_on)
SELECT
    'a' || i, 'p' || p, metric, DATE '2025-09-21' - CAST(7 * k AS INTEGER), hash(i, p, k) % 100, 'week',
    DATE '2025-09-21' - CAST(7 * k AS INTEGER)
FROM range(20000) AS accounts(i), range(8) AS products(p), (VALUES ('calls'), ('people')) AS metrics(metric),
    range(78) AS weeks(k)
WHERE hash(i, p, 7) % 8 < 3

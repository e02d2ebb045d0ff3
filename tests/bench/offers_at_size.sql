CREATE TEMP TABLE popular AS
SELECT p, 'product-' || lpad(CAST(p AS VARCHAR), 2, '0') AS product_id, least(0.9, 3.85 * share / sum(share) OVER ()) AS share
FROM (SELECT p, (p + 1) ** -0.7 AS share FROM range(50) AS products(p));
CREATE TEMP TABLE book AS
SELECT i, 'account-' || lpad(CAST(i AS VARCHAR), 7, '0') AS account_id FROM range(100000) AS accounts(i);
INSERT INTO canonical.accounts (account_id, name, segment, employees, country, csm, parent_account_id, customer_since)
SELECT
    account_id, 'Customer number ' || i, 's' || hash(i, 'segment') % 4, 10 + hash(i, 'size') % 1500, 'DE',
    'rep-' || hash(i, 'csm') % 200,
    CASE WHEN hash(i, 'parent') % 20 = 0 THEN 'account-' || lpad(CAST(i - i % 10 AS VARCHAR), 7, '0') END,
    DATE '2021-01-04' + CAST(hash(i, 'since') % 900 AS INTEGER)
FROM book;
INSERT INTO canonical.team (rep_id, name, role)
SELECT 'rep-' || i, 'Person ' || i, 'csm' FROM range(200) AS reps(i);
INSERT INTO canonical.subscriptions
    (subscription_id, account_id, product_id, started_on, ended_on, renews_on, term_months, acv, list_acv, seats, is_trial)
SELECT
    'line-' || i || '-' || p, account_id, product_id, began, ends,
    CASE WHEN ends IS NULL THEN DATE '2026-03-02' + CAST(hash(i, p, 'renews') % 365 AS INTEGER) END,
    12, 500 + hash(i, p, 'acv') % 1500, 800 + hash(i, p, 'acv') % 1500, 10 + hash(i, p, 'seats') % 90, FALSE
FROM (
    SELECT
        *,
        CASE WHEN hash(i, p, 'ends') % 6 = 0 AND began + 400 < DATE '2026-03-02'
            THEN began + CAST(30 + hash(i, p, 'life') % 370 AS INTEGER) END AS ends
    FROM (
        SELECT i, p, account_id, product_id,
            DATE '2022-01-03' + CAST(hash(i, 'entry') % 500 + CASE WHEN p = hash(i, 'first') % 12 THEN 0 ELSE hash(i, p, 'wait') % 1000 END AS INTEGER)
                AS began
        FROM book
        CROSS JOIN popular
        WHERE p = hash(i, 'first') % 12 OR hash(i, p, 'ever') % 100000 < 100000 * share
    )
);
INSERT INTO canonical.subscriptions
    (subscription_id, account_id, product_id, started_on, renews_on, term_months, acv, list_acv, seats, is_trial, bundle_id)
SELECT
    'pack-' || i || '-' || p, account_id, product_id, began, DATE '2026-03-02' + CAST(hash(i, 'renews') % 365 AS INTEGER),
    12, 800, 1000, 20, FALSE, 'pack ' || b
FROM (
    SELECT i, account_id, hash(i, 'pack') % 15 AS b, DATE '2023-01-02' + CAST(hash(i, 'packed') % 1100 AS INTEGER) AS began
    FROM book WHERE i % 8 = 0
)
INNER JOIN popular ON p = 2 * b OR p = 2 * b + 1 OR (b % 3 = 0 AND p = 2 * b + 7);
INSERT INTO canonical.subscriptions (subscription_id, account_id, product_id, started_on, ended_on, is_trial)
SELECT
    'trial-' || i, account_id, product_id, DATE '2023-01-02' + CAST(hash(i, 'tried') % 1150 AS INTEGER),
    DATE '2023-01-02' + CAST(hash(i, 'tried') % 1150 + 30 AS INTEGER), TRUE
FROM book
INNER JOIN popular ON p = hash(i, 'trial') % 50
WHERE i % 5 = 0;
INSERT INTO canonical.usage (account_id, product_id, metric, day, quantity, grain, known_on)
SELECT
    lines.account_id, lines.product_id, CASE WHEN p % 10 = 0 THEN 'people' ELSE 'calls' END,
    DATE '2026-02-16' - CAST(7 * k AS INTEGER),
    greatest(CAST(hash(subscription_id, k) % 60 AS INTEGER) - CAST(hash(subscription_id) % 40 AS INTEGER), 0), 'week',
    DATE '2026-02-22' - CAST(7 * k AS INTEGER)
FROM canonical.subscriptions AS lines
INNER JOIN popular ON lines.product_id = popular.product_id AND p % 5 = 0
CROSS JOIN range(78) AS weeks(k)
WHERE
    hash(subscription_id, 'recorded') % 10 < 9 AND NOT is_trial
    AND started_on <= DATE '2026-02-16' - CAST(7 * k AS INTEGER)
    AND k >= CASE WHEN hash(subscription_id, 'stopped') % 20 = 0 THEN 12 ELSE 0 END
    AND coalesce(ended_on >= DATE '2026-02-22' - CAST(7 * k AS INTEGER), TRUE);
INSERT INTO canonical.users (account_id, user_id, product_id, first_used_on, last_used_on)
SELECT account_id, 'user-' || subscription_id || '-' || u, product_id, started_on, DATE '2026-02-22' - CAST(hash(subscription_id, u) % 30 AS INTEGER)
FROM canonical.subscriptions
CROSS JOIN range(3) AS users(u)
WHERE product_id IN ('product-01', 'product-02', 'product-11') AND NOT is_trial AND ended_on IS NULL;
INSERT INTO canonical.opportunities
    (opportunity_id, account_id, product_id, type, created_on, closed_on, outcome, amount, discount, discount_reason, owner)
SELECT
    'deal-' || i || '-' || d, account_id, product_id, 'expansion', opened, opened + 60,
    CASE WHEN hash(i, d, 'won') % 100 < 25 + 60 * off THEN 'won' ELSE 'lost' END, 1000, off,
    CASE WHEN off > 0 AND hash(i, d, 'why') % 10 < 9 THEN ['price test', 'spring campaign', 'promotion', 'asked for it'][CAST(1 + hash(i, d, 'reason') % 4 AS INTEGER)] END,
    'rep-' || hash(i, d, 'owner') % 200
FROM (
    SELECT i, d, account_id, (hash(i, d, 'off') % 6) * 0.05 AS off,
        DATE '2024-01-01' + CAST(hash(i, d, 'opened') % 700 AS INTEGER) AS opened, hash(i, d, 'product') % 50 AS wanted
    FROM book
    CROSS JOIN range(2) AS deals(d)
    WHERE hash(i, d, 'deal') % 10 < 4
)
INNER JOIN popular ON p = wanted;
INSERT INTO canonical.tickets (ticket_id, account_id, product_id, kind, opened_on, closed_on, severity)
SELECT 'ticket-' || i, account_id, 'product-00', 'support', DATE '2025-03-03' + CAST(hash(i, 'ticket') % 360 AS INTEGER), NULL, 'normal'
FROM book;
INSERT INTO canonical.contacts (contact_id, account_id, name, title, department, first_seen_on)
SELECT 'person-' || i || '-' || c, account_id, 'A name', 'Head', 'd' || hash(i, c) % 6, DATE '2024-01-01'
FROM book
CROSS JOIN range(2) AS contacts(c);
INSERT INTO canonical.interactions (interaction_id, account_id, contact_id, rep, occurred_on, direction, channel)
SELECT
    'talk-' || i || '-' || n, account_id, 'person-' || i || '-' || n % 2, 'rep-1',
    DATE '2024-06-03' + CAST(hash(i, n, 'talk') % 630 AS INTEGER), 'in', 'call'
FROM book
CROSS JOIN range(3) AS talks(n)

CREATE TABLE size_bands AS
SELECT
    as_of, account_id, segment, CASE WHEN employees < 50 THEN 'under 50 people' WHEN employees < 500 THEN '50 to 499 people' ELSE '500 people and more' END AS size
FROM known.accounts;
CREATE TABLE affinity AS
SELECT
    DATE '2026-03-02' AS as_of, one.product_id AS from_product, other.product_id AS to_product, horizon_days,
    lift, lift * 0.7 AS lift_low, lift * 1.4 AS lift_high, 0.02 * lift AS probability, hash(one.p, other.p, 'few') % 10 < 7 AS enough
FROM popular AS one
INNER JOIN popular AS other ON one.p <> other.p
CROSS JOIN (VALUES (30), (60), (90), (180), (365)) AS horizons(horizon_days)
CROSS JOIN LATERAL (SELECT 0.3 + (hash(one.p, other.p, 'lift') % 200) / 100.0 AS lift) AS drawn;
CREATE TABLE scored AS
WITH first_held AS (
    SELECT as_of, account_id, min(product_id) AS base_product_id FROM holdings
    GROUP BY as_of, account_id
), drawn AS (
    SELECT
        first_held.*, popular.product_id,
        0.002 + 0.08 * pow((hash(first_held.account_id, popular.product_id) % 1000000) / 1000000.0, 4) AS probability,
        500 + hash(popular.product_id, first_held.account_id, 'acv') % 1500 AS expected_acv
    FROM first_held
    CROSS JOIN popular
    ANTI JOIN holdings ON first_held.account_id = holdings.account_id AND popular.product_id = holdings.product_id
)
SELECT
    as_of, account_id, product_id, base_product_id, round(probability, 9) AS probability,
    round(probability / 2, 9) AS probability_low, round(least(probability * 2, 1), 9) AS probability_high,
    CAST(90 AS BIGINT) AS horizon_days, 'practice' AS basis, 'prior' AS source, CAST(NULL AS DOUBLE) AS baseline_probability,
    CAST(expected_acv AS DOUBLE) AS expected_acv, round(probability * expected_acv - 20, 2) AS expected_value,
    'gross' AS value_basis, 'typical of the segment' AS acv_source, probability AS chance, 0.1 AS shift,
    '[{"what": "usage_limit", "log_odds": 0.4}]' AS moved, probability AS prior_probability, CAST(NULL AS VARCHAR) AS band,
    CAST(NULL AS BIGINT) AS like_count, CAST(NULL AS BIGINT) AS like_adopted
FROM drawn;
CREATE TABLE gates AS
WITH cells AS (
    SELECT as_of, account_id, product_id, base_product_id, hash(account_id, product_id, 'gate') % 1000 AS d FROM scored
), per_account AS (
    SELECT DISTINCT as_of, account_id FROM holdings
)
SELECT
    as_of, account_id, product_id, CAST(NULL AS VARCHAR) AS base_product_id, 'people' AS gate, 'warn' AS verdict,
    CAST(60 AS BIGINT) AS severity, 'buyer_and_user_unknown' AS reason_code,
    'Nobody who could buy or use it is known at the account' AS reason, CAST(NULL AS DATE) AS reopens_on, 'all' AS scope, 'warn' AS counts_as
FROM cells WHERE d % 10 <> 0
UNION ALL
SELECT
    as_of, account_id, product_id, NULL, 'eligibility', 'block', 10,
    CASE WHEN d % 2 = 0 THEN 'prerequisite_missing' ELSE 'not_sold_to_segment' END, 'It is not sold to accounts like this one', NULL, 'all', 'block'
FROM cells WHERE d BETWEEN 100 AND 260
UNION ALL
SELECT
    as_of, account_id, product_id, base_product_id, 'adjacency', CASE WHEN d < 320 THEN 'block' ELSE 'warn' END, 30,
    CASE WHEN d < 320 THEN 'follows_less_than_chance' ELSE 'thin_evidence' END, 'What follows on what is held is known from few accounts', NULL,
    'all', CASE WHEN d < 320 THEN 'block' ELSE 'warn' END
FROM cells WHERE d BETWEEN 240 AND 560
UNION ALL
SELECT
    as_of, account_id, NULL, product_id, 'adoption', CASE WHEN hash(account_id, product_id) % 5 = 0 THEN 'block' ELSE 'pass' END, 40,
    'used', 'What is held is in use', NULL, 'all', CASE WHEN hash(account_id, product_id) % 5 = 0 THEN 'block' ELSE 'pass' END
FROM holdings
UNION ALL
SELECT
    as_of, account_id, NULL, NULL, gate, CASE WHEN hash(account_id, gate) % 6 = 0 THEN 'block' ELSE 'pass' END, 50, 'calm', 'Nothing is known against it',
    NULL, 'all', CASE WHEN hash(account_id, gate) % 6 = 0 THEN 'block' ELSE 'pass' END
FROM per_account
CROSS JOIN (VALUES ('escalation'), ('fatigue'), ('health'), ('objectives'), ('people'), ('relationship'), ('renewal'), ('satisfaction')) AS gates(gate)

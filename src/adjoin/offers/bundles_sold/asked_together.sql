/* ---
what: >
  How many were asked, by bundle, and how far strata vary together because one account was asked more than once or
  stands in a narrower and a wider stratum: Σ over accounts of (Σ e)² − Σ e², e = W (x − p) / n of each time that it was
  asked, with W the takers or their money, n those asked and p the share of them that began.
key: [as_of, bundle]
columns:
  as_of: date
  bundle: text
  asked: accounts × parts × half-years
  of_parts: covariance of the number of parts that would have begun anyway
  of_money: the same of their money at list
--- */
WITH used AS (
    SELECT
        counts.as_of,
        counts.bundle,
        counts.product_id,
        counts.half_on,
        asked.account_id,
        counts.parts * (asked.began - CAST(counts.began AS DOUBLE) / counts.comparable) / counts.comparable AS of_parts,
        counts.money * (asked.began - CAST(counts.began AS DOUBLE) / counts.comparable) / counts.comparable AS of_money
    FROM asked_counts AS counts
    INNER JOIN asked_accounts AS asked
        ON
            counts.as_of = asked.as_of
            AND counts.product_id = asked.product_id
            AND counts.half_on = asked.half_on
            AND (counts.alike_by = 'half-year' OR counts.segment = asked.segment)
            AND (counts.alike_by <> 'base and segment' OR counts.base = asked.base)
    WHERE counts.comparable > 0
),

by_account AS (
    SELECT
        as_of,
        bundle,
        account_id,
        sum(of_parts) AS parts,
        sum(of_parts * of_parts) AS parts_alone,
        sum(of_money) AS money,
        sum(of_money * of_money) AS money_alone
    FROM used
    GROUP BY as_of, bundle, account_id
),

once AS (
    SELECT DISTINCT as_of, bundle, product_id, half_on, account_id FROM used
),

numbers AS (
    SELECT as_of, bundle, count(*) AS asked FROM once
    GROUP BY as_of, bundle
),

sums AS (
    SELECT
        as_of,
        bundle,
        sum(parts * parts - parts_alone) AS of_parts,
        sum(money * money - money_alone) AS of_money
    FROM by_account
    GROUP BY as_of, bundle
)

SELECT
    sums.as_of,
    sums.bundle,
    numbers.asked,
    round(sums.of_parts, 9) AS of_parts,
    round(sums.of_money, 4) AS of_money
FROM sums
INNER JOIN numbers ON sums.as_of = numbers.as_of AND sums.bundle = numbers.bundle

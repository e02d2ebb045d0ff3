/* ---
what: >
  For each part of each bundle: the accounts that lack it, how likely they are to use it within 90 days of its start, by
  the accounts of their segment and size, and the money that would stay unused.
key: [as_of, bundle, product_id]
columns:
  as_of: date
  bundle: text
  product_id: text
  accounts: targets that lack it
  activation: mean chance that it is activated; null where nothing is known
  activation_low: mean of the lower bounds
  activation_high: mean of the upper bounds
  comparable: the fewest accounts that any of these chances rests on
  alike_by: what most of them share with the accounts they are compared to
  worth: money a year of the part over these accounts
  added: money a year for the part from those whom the discount adds; null where demand is not estimated
  added_in_use: the share of it that is used within 90 days; null too where a chance is not known
  unused: the part of it that would stay unused, where a chance is known
  known_worth: the money of the accounts for which a chance is known
  known_accounts: how many these are
  unused_accounts: how many of these would not use it
parameters: {}
--- */
WITH asked AS (
    SELECT choice.as_of, choice.number, prices.discount
    FROM bundle_choice AS choice
    INNER JOIN bundle_prices AS prices ON choice.as_of = prices.as_of AND choice.bundle = prices.bundle
),

-- With odds times t the chance grows by chance · (1 − chance) · (t − 1) / (1 − chance + chance · t).
wanted AS (
    SELECT
        missing.as_of, missing.number, missing.product, book.segment, book.size,
        count(*) AS accounts, sum(missing.worth) AS worth,
        sum(
            (1 - asked.discount) * missing.worth * targets.chance * (1 - targets.chance)
            * (exp(targets.slope * asked.discount) - 1)
            / (1 - targets.chance + targets.chance * exp(targets.slope * asked.discount))
        ) AS added
    FROM bundle_missing AS missing
    INNER JOIN bundle_targets AS targets
        ON
            missing.as_of = targets.as_of
            AND missing.number = targets.number
            AND missing.account = targets.account
    INNER JOIN bundle_book AS book ON missing.as_of = book.as_of AND missing.account = book.account
    INNER JOIN asked ON missing.as_of = asked.as_of AND missing.number = asked.number
    GROUP BY missing.as_of, missing.number, missing.product, book.segment, book.size
),

grouped AS (
    SELECT
        wanted.as_of, contents.bundle, contents.product_id, wanted.segment, wanted.size, wanted.accounts, wanted.worth,
        wanted.added
    FROM wanted
    INNER JOIN bundle_contents AS contents
        ON
            wanted.as_of = contents.as_of
            AND wanted.number = contents.number
            AND wanted.product = contents.product
),

rated AS (
    SELECT
        grouped.*,
        rates.probability,
        rates.probability_low,
        rates.probability_high,
        rates.comparable,
        rates.alike_by,
        row_number() OVER (
            PARTITION BY grouped.as_of, grouped.bundle, grouped.product_id
            ORDER BY
                CASE WHEN rates.probability IS NULL THEN 1 ELSE 0 END, grouped.accounts DESC,
                coalesce(grouped.segment, ''), coalesce(grouped.size, '')
        ) AS place
    FROM grouped
    LEFT JOIN activation_rates AS rates
        ON
            grouped.as_of = rates.as_of
            AND grouped.product_id = rates.product_id
            AND grouped.segment IS NOT DISTINCT FROM rates.segment
            AND grouped.size IS NOT DISTINCT FROM rates.size
),

summed AS (
    SELECT
        as_of,
        bundle,
        product_id,
        sum(accounts) AS accounts,
        sum(CASE WHEN probability IS NOT NULL THEN accounts ELSE 0 END) AS known_accounts,
        sum(probability * accounts) AS used,
        sum(probability_low * accounts) AS used_low,
        sum(probability_high * accounts) AS used_high,
        min(CASE WHEN probability IS NOT NULL THEN comparable END) AS comparable,
        max(CASE WHEN place = 1 THEN alike_by END) AS alike_by,
        sum(worth) AS worth,
        CASE WHEN count(added) = count(*) THEN sum(added) END AS added,
        CASE WHEN count(probability * added) = count(*) THEN sum(probability * added) END AS added_in_use,
        sum((1 - probability) * worth) AS unused,
        sum(CASE WHEN probability IS NOT NULL THEN worth ELSE 0 END) AS known_worth
    FROM rated
    GROUP BY as_of, bundle, product_id
)

SELECT
    as_of,
    bundle,
    product_id,
    CAST(accounts AS BIGINT) AS accounts,
    round(used / nullif(known_accounts, 0), 6) AS activation,
    round(used_low / nullif(known_accounts, 0), 6) AS activation_low,
    round(used_high / nullif(known_accounts, 0), 6) AS activation_high,
    comparable,
    alike_by,
    round(worth, 2) AS worth,
    round(added, 2) AS added,
    round(added_in_use, 2) AS added_in_use,
    round(coalesce(unused, 0), 2) AS unused,
    round(known_worth, 2) AS known_worth,
    CAST(known_accounts AS BIGINT) AS known_accounts,
    round(known_accounts - coalesce(used, 0), 6) AS unused_accounts
FROM summed

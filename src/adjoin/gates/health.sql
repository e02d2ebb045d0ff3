/* ---
what: >
  The company's own score is not red or yellow, and usage did not fall: more than 20 % below the prior eight
  complete weeks relative to the median of the book, with z of at most -2 against the account's own spread. An account without a score
  cannot be told where health is mapped, nor where it is not and too little usage is known: that warns (`unknown` says otherwise).
severity: 20
needs_any: [health, usage]
key: [as_of, account_id]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {fall: 0.2, z: -2.0, unknown: warn}
--- */
WITH newest AS (
    SELECT
        as_of, account_id, colour, score, day,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY day DESC, score) AS place
    FROM known.health
    WHERE measure = 'overall'
),

used AS (
    SELECT
        weeks.as_of,
        weeks.account_id,
        weeks.product_id,
        avg(CASE WHEN weeks.periods_ago <= 3 THEN weeks.quantity END) AS lately,
        avg(CASE WHEN weeks.periods_ago BETWEEN 4 AND 11 THEN weeks.quantity END) AS before,
        stddev_samp(CASE WHEN weeks.periods_ago BETWEEN 4 AND 11 THEN weeks.quantity END) AS spread,
        count(CASE WHEN weeks.periods_ago BETWEEN 4 AND 11 THEN 1 END) AS weeks_before
    FROM weeks
    INNER JOIN holdings
        ON
            weeks.as_of = holdings.as_of
            AND weeks.account_id = holdings.account_id
            AND weeks.product_id = holdings.product_id
    INNER JOIN catalog_adoption AS adoption
        ON weeks.product_id = adoption.product_id AND weeks.metric = adoption.metric
    WHERE weeks.grain = 'week' AND weeks.periods_ago <= 11
    GROUP BY weeks.as_of, weeks.account_id, weeks.product_id
),

book AS (
    SELECT as_of, median(coalesce(lately, 0) / before) AS ratio
    FROM used
    WHERE before > 0 AND weeks_before = 8
    GROUP BY as_of
),

falls AS (
    SELECT
        used.as_of,
        used.account_id,
        used.product_id,
        coalesce(used.lately, 0) / used.before / nullif(book.ratio, 0) - 1 AS change,
        (coalesce(used.lately, 0) - used.before * book.ratio)
        / (greatest(used.spread, sqrt(used.before), 1e-9) * sqrt(1.0 / 4 + 1.0 / 8)) AS z
    FROM used
    INNER JOIN book ON used.as_of = book.as_of
    WHERE used.before > 0 AND used.weeks_before = 8
),

worst AS (
    SELECT
        falls.as_of,
        falls.account_id,
        products.name,
        falls.change,
        row_number() OVER (PARTITION BY falls.as_of, falls.account_id ORDER BY falls.change, products.name) AS place
    FROM falls
    INNER JOIN catalog_products AS products ON falls.product_id = products.product_id
    WHERE falls.change < -$fall AND falls.z <= $z
),

book_accounts AS (
    SELECT DISTINCT as_of, account_id FROM holdings
)

SELECT
    book_accounts.as_of,
    book_accounts.account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE
        WHEN newest.colour IN ('red', 'yellow') OR worst.change IS NOT NULL THEN 'block'
        WHEN newest.colour IS NOT NULL THEN 'pass'
        WHEN 'health' IN (SELECT name FROM mapped) OR told.account_id IS NULL THEN 'unknown'
        ELSE 'pass'
    END AS verdict,
    CASE
        WHEN newest.colour IN ('red', 'yellow') THEN 'health_' || newest.colour
        WHEN worst.change IS NOT NULL THEN 'usage_falling'
        WHEN newest.colour IS NOT NULL THEN 'healthy'
        WHEN 'health' IN (SELECT name FROM mapped) THEN 'health_unknown'
        WHEN told.account_id IS NULL THEN 'usage_unknown'
        ELSE 'healthy'
    END AS reason_code,
    CASE
        WHEN newest.colour IN ('red', 'yellow')
            THEN 'Health is ' || newest.colour || ' as of ' || CAST(newest.day AS VARCHAR) || ': steady the base first'
        WHEN worst.change IS NOT NULL
            THEN 'Use of ' || worst.name || ' fell ' || CAST(CAST(round(-100 * worst.change) AS INTEGER) AS VARCHAR)
                || ' % against the eight weeks before, beyond the book: steady the base first'
        WHEN newest.colour IS NOT NULL THEN 'Health is ' || newest.colour
        WHEN 'health' IN (SELECT name FROM mapped) THEN 'No health score is on record'
        WHEN told.account_id IS NULL
            THEN 'No health is mapped, and too little weekly usage is on record to see whether it falls'
        ELSE 'Usage does not fall (no health is mapped)'
    END AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM book_accounts
LEFT JOIN newest
    ON book_accounts.as_of = newest.as_of AND book_accounts.account_id = newest.account_id AND newest.place = 1
LEFT JOIN (SELECT DISTINCT as_of, account_id FROM falls) AS told
    ON book_accounts.as_of = told.as_of AND book_accounts.account_id = told.account_id
LEFT JOIN worst
    ON book_accounts.as_of = worst.as_of AND book_accounts.account_id = worst.account_id AND worst.place = 1

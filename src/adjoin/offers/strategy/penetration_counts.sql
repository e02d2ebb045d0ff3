/* ---
what: >
  How many accounts of the book hold several products, and for those that hold one what the best product they could
  still buy costs and how likely it is: the one with the highest expected value of the sellable cells.
key: [as_of, scope]
columns:
  as_of: date
  scope: all, the name of a segment, or no segment for accounts without one, left out where no account has one
  accounts: of the book
  multi: that hold two products or more
  able: of those that hold one, that could buy another
  priced: of them, those whose best next product has a price
  acv: mean price a year of these
  acv_sd: standard deviation of the prices; null under two
  likely: sum of chance times price over them
  likely_low: with every chance at its lower bound
  likely_high: with every chance at its higher bound
  likely_accounts: sum of the chances over all that could buy
  horizon_days: of the chances; null in snapshot mode
  target: share of the book that should hold several
  typical_low: where companies typically stand, from
  typical_high: to
parameters: {target: 0.5, typical_low: 0.25, typical_high: 0.3}
--- */
WITH held AS (
    SELECT as_of, account_id, count(*) AS products FROM holdings
    GROUP BY as_of, account_id
),

book AS (
    SELECT held.as_of, held.account_id, held.products, coalesce(bands.segment, '?') AS segment
    FROM held
    LEFT JOIN size_bands AS bands ON held.as_of = bands.as_of AND held.account_id = bands.account_id
),

-- Sorting all cells of all accounts takes four times as long as finding each account's highest value first.
single AS (
    SELECT sellable.*, coalesce(sellable.expected_value, -1e18) AS worth
    FROM sellable
    INNER JOIN held ON sellable.as_of = held.as_of AND sellable.account_id = held.account_id AND held.products = 1
),

highest AS (
    SELECT as_of, account_id, max(worth) AS worth FROM single
    GROUP BY as_of, account_id
),

ranked AS (
    SELECT
        single.*,
        row_number() OVER (
            PARTITION BY single.as_of, single.account_id
            ORDER BY single.probability DESC, single.product_id
        ) AS place
    FROM single
    INNER JOIN highest
        ON
            single.as_of = highest.as_of AND single.account_id = highest.account_id AND single.worth = highest.worth
),

known_of AS (
    SELECT
        book.as_of, book.account_id, book.products, book.segment, best.product_id, best.expected_acv,
        best.probability, best.probability_low, best.probability_high, best.horizon_days
    FROM book
    LEFT JOIN ranked AS best
        ON book.as_of = best.as_of AND book.account_id = best.account_id AND best.place = 1
),

segmented AS (
    SELECT as_of, count(CASE WHEN segment <> '?' THEN 1 END) AS accounts FROM book
    GROUP BY as_of
),

scoped AS (
    SELECT *, 'all' AS scope FROM known_of
    UNION ALL
    SELECT
        known_of.*,
        CASE known_of.segment WHEN 'all' THEN 'segment all' WHEN '?' THEN 'no segment' ELSE known_of.segment END AS scope
    FROM known_of
    INNER JOIN segmented ON known_of.as_of = segmented.as_of AND segmented.accounts > 0
),

scopes AS (
    SELECT as_of, 'all' AS scope FROM dates
    UNION
    SELECT as_of, scope FROM scoped
)

SELECT
    scopes.as_of,
    scopes.scope,
    count(scoped.account_id) AS accounts,
    count(CASE WHEN scoped.products > 1 THEN 1 END) AS multi,
    count(scoped.product_id) AS able,
    count(scoped.expected_acv) AS priced,
    round(avg(scoped.expected_acv), 2) AS acv,
    round(stddev_samp(scoped.expected_acv), 2) AS acv_sd,
    round(sum(scoped.probability * scoped.expected_acv), 2) AS likely,
    round(sum(scoped.probability_low * scoped.expected_acv), 2) AS likely_low,
    round(sum(scoped.probability_high * scoped.expected_acv), 2) AS likely_high,
    round(sum(scoped.probability), 6) AS likely_accounts,
    max(scoped.horizon_days) AS horizon_days,
    CAST($target AS DOUBLE) AS target,
    CAST($typical_low AS DOUBLE) AS typical_low,
    CAST($typical_high AS DOUBLE) AS typical_high
FROM scopes
LEFT JOIN scoped ON scopes.as_of = scoped.as_of AND scopes.scope = scoped.scope
GROUP BY scopes.as_of, scopes.scope

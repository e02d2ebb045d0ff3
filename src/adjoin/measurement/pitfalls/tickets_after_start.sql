/* ---
what: >
  A further product that brought trouble: within `within_days` of its start at least `about_it` support tickets about
  the product, or, of tickets that name no product, at least `more` more than in as many days before.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  seen_on: when it began
  hit: whether it happened
  money: price a year of what began; null without one
  says: one sentence
parameters: {within_days: 90, about_it: 2, more: 3}
--- */
WITH counted AS (
    SELECT
        starts.as_of,
        starts.account_id,
        starts.product_id,
        count(
            CASE WHEN tickets.product_id = starts.product_id AND tickets.opened_on >= starts.began_on THEN 1 END
        ) AS about_it,
        count(CASE WHEN tickets.product_id IS NULL AND tickets.opened_on >= starts.began_on THEN 1 END) AS after,
        count(CASE WHEN tickets.product_id IS NULL AND tickets.opened_on < starts.began_on THEN 1 END) AS before
    FROM pitfall_starts AS starts
    INNER JOIN known.tickets AS tickets
        ON
            starts.as_of = tickets.as_of
            AND starts.account_id = tickets.account_id
            AND coalesce(tickets.kind, 'support') = 'support'
            AND tickets.opened_on < starts.began_on + CAST($within_days AS INTEGER)
            AND tickets.opened_on >= starts.began_on - CAST($within_days AS INTEGER)
    GROUP BY starts.as_of, starts.account_id, starts.product_id
),

recorded AS (
    SELECT as_of, min(opened_on) AS since FROM known.tickets
    GROUP BY as_of
)

SELECT
    starts.as_of,
    starts.account_id,
    starts.product_id,
    starts.began_on AS seen_on,
    coalesce(counted.about_it >= $about_it OR counted.after - counted.before >= $more, FALSE) AS hit,
    starts.money,
    products.name || ' began on ' || CAST(starts.began_on AS VARCHAR) || '; in the ' || CAST($within_days AS VARCHAR)
    || ' days after it '
    || CASE
        WHEN counted.about_it >= $about_it THEN CAST(counted.about_it AS VARCHAR) || ' tickets about it were opened'
        ELSE CAST(coalesce(counted.after, 0) AS VARCHAR) || ' support tickets were opened, '
            || CAST(coalesce(counted.before, 0) AS VARCHAR) || ' in as many days before'
    END AS says
FROM pitfall_starts AS starts
INNER JOIN recorded ON starts.as_of = recorded.as_of
INNER JOIN catalog_products AS products ON starts.product_id = products.product_id
LEFT JOIN counted
    ON
        starts.as_of = counted.as_of
        AND starts.account_id = counted.account_id
        AND starts.product_id = counted.product_id
WHERE recorded.since <= starts.began_on - CAST($within_days AS INTEGER)

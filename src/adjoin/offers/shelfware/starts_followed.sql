/* ---
what: >
  The starts that could be followed for `within_days`, and whether the product was activated meanwhile: the catalog's
  adoption measure reached `threshold` of the seats bought at the start (or of the limit) in a complete week or month;
  where that cannot be told, there was use in `weeks_in_use` of the weeks from day `from_day` (a month in use is four).
  A start counts where usage of the product was recorded all the time, over the book, and anything was seen of the
  account since; a span that ended earlier without it was not activated. Use of children counts where the
  subscription covers them.
key: [as_of, account_id, product_id, began_on]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: first day of the span
  activated: 1 or 0
  by_measure: 1 where the adoption measure told it, 0 where weeks in use did
parameters: {within_days: 90, threshold: 0.3, from_day: 28, weeks_in_use: 4}
--- */
WITH recorded AS (
    SELECT
        as_of,
        product_id,
        min(recorded_from) AS since,
        -- The next week, or month, is not over on these days: nothing that ended by then is missing.
        max(recorded_to + CASE WHEN grain = 'week' THEN 6 ELSE 27 END) AS until
    FROM usage_feeds
    WHERE grain IN ('week', 'month')
    GROUP BY as_of, product_id
),

starts AS (
    SELECT spans.as_of, spans.account_id, spans.product_id, spans.began_on, spans.ended_on
    FROM spans
    INNER JOIN recorded ON spans.as_of = recorded.as_of AND spans.product_id = recorded.product_id
    WHERE
        NOT spans.is_floor
        AND spans.began_on >= recorded.since
        AND spans.began_on + $within_days <= spans.as_of
        AND spans.began_on + $within_days <= recorded.until
),

bought AS (
    SELECT
        starts.as_of,
        starts.account_id,
        starts.product_id,
        starts.began_on,
        starts.ended_on,
        sum(lines.seats) AS seats,
        max(CASE WHEN lines.covers_children THEN 1 ELSE 0 END) AS covers_children
    FROM starts
    LEFT JOIN known.subscriptions AS lines
        ON
            starts.as_of = lines.as_of
            AND starts.account_id = lines.account_id
            AND starts.product_id = lines.product_id
            AND starts.began_on = lines.started_on
            AND NOT coalesce(lines.is_trial, FALSE)
    GROUP BY starts.as_of, starts.account_id, starts.product_id, starts.began_on, starts.ended_on
),

reach AS (
    SELECT as_of, account_id, product_id, began_on, ended_on, account_id AS user_account_id FROM bought
    UNION ALL
    SELECT DISTINCT
        bought.as_of, bought.account_id, bought.product_id, bought.began_on, bought.ended_on,
        below.account_id AS user_account_id
    FROM bought
    INNER JOIN ancestors AS below ON bought.as_of = below.as_of AND bought.account_id = below.ancestor_id
    WHERE bought.covers_children = 1 AND below.account_id <> bought.account_id
),

seen AS (
    SELECT reach.as_of, reach.account_id, reach.product_id, reach.began_on
    FROM reach
    INNER JOIN accounts_seen
        ON reach.as_of = accounts_seen.as_of AND reach.user_account_id = accounts_seen.account_id
    WHERE accounts_seen.seen_on >= reach.began_on
    GROUP BY reach.as_of, reach.account_id, reach.product_id, reach.began_on
),

periods AS (
    SELECT
        reach.as_of,
        reach.account_id,
        reach.product_id,
        reach.began_on,
        used.grain,
        used.period_end,
        max(
            CASE WHEN used.largest > 0 AND (coalesce(kinds.kind, 'flow') <> 'level' OR adoption.metric IS NOT NULL) THEN 1 ELSE 0 END
        ) AS in_use,
        sum(
            CASE
                WHEN adoption.metric IS NULL THEN NULL
                WHEN kinds.kind = 'level' THEN used.last_reading
                WHEN kinds.kind = 'distinct' THEN used.largest
                ELSE used.total
            END
        ) AS adopted,
        max(CASE WHEN adoption.metric IS NOT NULL AND coalesce(kinds.kind, 'flow') = 'flow' THEN 1 ELSE 0 END) AS flows
    FROM reach
    INNER JOIN known.usage_periods AS used
        ON
            reach.as_of = used.as_of
            AND reach.user_account_id = used.account_id
            AND reach.product_id = used.product_id
    LEFT JOIN catalog_metrics AS kinds ON used.metric = kinds.metric
    LEFT JOIN catalog_adoption AS adoption
        ON used.product_id = adoption.product_id AND used.metric = adoption.metric
    WHERE
        used.period_end <= reach.began_on + $within_days
        AND CASE WHEN used.grain = 'week' THEN used.period_end - 6 ELSE CAST(date_trunc('month', used.period_end) AS DATE) END
        BETWEEN reach.began_on AND coalesce(reach.ended_on, reach.as_of)
    GROUP BY reach.as_of, reach.account_id, reach.product_id, reach.began_on, used.grain, used.period_end
),

limit_spans AS (
    SELECT 'day' AS period, 1.0 AS days
    UNION ALL
    SELECT 'week' AS period, 7.0 AS days
    UNION ALL
    SELECT 'month' AS period, 365.25 / 12 AS days
),

told AS (
    SELECT
        periods.as_of,
        periods.account_id,
        periods.product_id,
        periods.began_on,
        sum(
            CASE
                WHEN periods.in_use = 0 OR periods.period_end - periods.began_on < $from_day THEN 0
                WHEN periods.grain = 'week' THEN 1
                ELSE 4
            END
        ) AS weeks,
        max(
            periods.adopted * CASE
                WHEN adoption.of_what <> 'limit' OR periods.flows = 0 THEN 1
                WHEN periods.grain = 'week' THEN coalesce(limit_spans.days / 7, 1)
                ELSE coalesce(limit_spans.days * 12 / 365.25, 1)
            END
        ) AS adopted,
        max(CASE WHEN adoption.of_what = 'limit' THEN limits_now.limit_quantity END) AS allowed,
        max(CASE WHEN adoption.of_what = 'seats' THEN 1 ELSE 0 END) AS of_seats
    FROM periods
    LEFT JOIN catalog_adoption AS adoption ON periods.product_id = adoption.product_id
    LEFT JOIN limits_now
        ON
            periods.as_of = limits_now.as_of
            AND periods.account_id = limits_now.account_id
            AND periods.product_id = limits_now.product_id
            AND adoption.metric = limits_now.metric
    LEFT JOIN limit_spans ON limits_now.period = limit_spans.period
    GROUP BY periods.as_of, periods.account_id, periods.product_id, periods.began_on
),

shares AS (
    SELECT
        bought.as_of,
        bought.account_id,
        bought.product_id,
        bought.began_on,
        coalesce(told.weeks, 0) AS weeks,
        -- Of its own peak every account reaches all of it, so that measure says nothing here.
        told.adopted / nullif(CASE WHEN told.of_seats = 1 THEN bought.seats ELSE told.allowed END, 0) AS reached
    FROM bought
    INNER JOIN seen
        ON
            bought.as_of = seen.as_of
            AND bought.account_id = seen.account_id
            AND bought.product_id = seen.product_id
            AND bought.began_on = seen.began_on
    LEFT JOIN told
        ON
            bought.as_of = told.as_of
            AND bought.account_id = told.account_id
            AND bought.product_id = told.product_id
            AND bought.began_on = told.began_on
)

SELECT
    as_of,
    account_id,
    product_id,
    began_on,
    CASE
        WHEN reached >= $threshold THEN 1
        WHEN reached IS NULL AND weeks >= $weeks_in_use THEN 1
        ELSE 0
    END AS activated,
    CASE WHEN reached IS NULL THEN 0 ELSE 1 END AS by_measure
FROM shares

/* ---
what: >
  The relationship holds. It warns where the tone of conversations falls (mean sentiment of the last 90 days against the
  90 before, with at least three of each, by 0.25 or more on a scale of -1 to 1, and by more than twice its standard
  error), where a champion left within 90 days (a buyer's title, or somebody we spoke with three times or more in the half
  year before), and where nobody met for 90 days. A meeting is any conversation that was not in writing. Meetings are
  judged only where conversations are on record for so long, and of accounts that are customers for so long.
severity: 55
needs_any: [interactions, contacts]
key: [as_of, account_id, reason_code]
columns: {as_of: , account_id: , product_id: , base_product_id: , verdict: , reason_code: , reason: , reopens_on: }
parameters: {days: 90, at_least: 3, fall: 0.25, errors: 2.0, often: 3}
--- */
WITH book AS (
    SELECT as_of, account_id, min(began_on) AS began_on
    FROM holdings
    GROUP BY as_of, account_id
),

recorded AS (
    SELECT as_of, min(occurred_on) AS since FROM known.interactions
    GROUP BY as_of
),

tones AS (
    SELECT
        as_of,
        account_id,
        avg(CASE WHEN as_of - occurred_on < $days THEN sentiment END) AS lately,
        avg(CASE WHEN as_of - occurred_on >= $days THEN sentiment END) AS before,
        count(CASE WHEN as_of - occurred_on < $days THEN sentiment END) AS times_lately,
        count(CASE WHEN as_of - occurred_on >= $days THEN sentiment END) AS times_before,
        var_samp(CASE WHEN as_of - occurred_on < $days THEN sentiment END) AS spread_lately,
        var_samp(CASE WHEN as_of - occurred_on >= $days THEN sentiment END) AS spread_before
    FROM known.interactions
    WHERE as_of - occurred_on < 2 * $days AND sentiment IS NOT NULL
    GROUP BY as_of, account_id
),

meetings AS (
    SELECT as_of, account_id, max(occurred_on) AS met_on
    FROM known.interactions
    WHERE NOT coalesce(
        lower(channel) LIKE '%mail%' OR lower(channel) LIKE '%chat%' OR lower(channel) LIKE '%messag%'
        OR lower(channel) IN ('sms', 'text', 'slack', 'linkedin', 'letter', 'in-app', 'in_app', 'newsletter', 'web'),
        FALSE
    )
    GROUP BY as_of, account_id
),

champions AS (
    SELECT
        as_of, account_id, name, title, left_on,
        row_number() OVER (
            PARTITION BY as_of, account_id ORDER BY left_on DESC, spoken DESC, contact_id
        ) AS place
    FROM departures
    WHERE as_of - left_on < $days AND (buys OR spoken >= $often)
),

worries AS (
    SELECT
        as_of,
        account_id,
        'tone_falling' AS reason_code,
        'The tone of conversations fell from ' || CAST(CAST(round(before, 2) AS DECIMAL(5, 2)) AS VARCHAR) || ' to '
        || CAST(CAST(round(lately, 2) AS DECIMAL(5, 2)) AS VARCHAR) || ' within ' || CAST($days AS VARCHAR) || ' days' AS reason
    FROM tones
    WHERE
        times_lately >= $at_least
        AND times_before >= $at_least
        AND round(before - lately, 9) >= $fall
        AND round(before - lately, 9) > $errors * sqrt(spread_lately / times_lately + spread_before / times_before)
    UNION ALL
    SELECT
        as_of,
        account_id,
        'champion_left' AS reason_code,
        coalesce(name, 'Somebody we spoke with often') || coalesce(' (' || title || ')', '') || ' left on '
        || CAST(left_on AS VARCHAR) AS reason
    FROM champions
    WHERE place = 1
    UNION ALL
    SELECT
        book.as_of,
        book.account_id,
        'no_meeting' AS reason_code,
        coalesce('Nobody met since ' || CAST(meetings.met_on AS VARCHAR), 'No meeting is on record') AS reason
    FROM book
    INNER JOIN recorded ON book.as_of = recorded.as_of
    LEFT JOIN meetings ON book.as_of = meetings.as_of AND book.account_id = meetings.account_id
    WHERE
        'interactions' IN (SELECT name FROM mapped)
        AND book.as_of - recorded.since >= $days
        AND coalesce(book.as_of - book.began_on >= $days, TRUE)
        AND coalesce(book.as_of - meetings.met_on >= $days, TRUE)
)

SELECT
    book.as_of,
    book.account_id,
    CAST(NULL AS VARCHAR) AS product_id,
    CAST(NULL AS VARCHAR) AS base_product_id,
    CASE WHEN worries.account_id IS NULL THEN 'pass' ELSE 'warn' END AS verdict,
    coalesce(worries.reason_code, 'in_touch') AS reason_code,
    coalesce(worries.reason, 'In touch, and nobody who mattered left') AS reason,
    CAST(NULL AS DATE) AS reopens_on
FROM book
LEFT JOIN worries ON book.as_of = worries.as_of AND book.account_id = worries.account_id

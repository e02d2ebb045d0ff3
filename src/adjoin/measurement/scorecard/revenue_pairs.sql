/* ---
what: >
  The money a year of each product at each account on the first and the last day of a year's window, of accounts that
  paid for something on the first. A product of an account is left out where a line of it live on either day has no
  price, or a line tells only by when it was held and that is after the first day.
key: [as_of, scope_kind, scope, account_id, product_id]
columns:
  as_of: date
  scope_kind: all or period
  scope: text
  account_id: text
  product_id: text
  before: money on the first day; 0 where it was not held
  after: money on the last day
  targeted: the account was touched in the `cohort_days` that end on the first day
parameters: {cohort_days: 90}
--- */
WITH windows AS (
    SELECT as_of, scope_kind, scope, window_from, window_to FROM scorecard_windows
    WHERE measures = 'year'
),

known_lines AS (
    SELECT
        windows.as_of,
        windows.scope_kind,
        windows.scope,
        windows.window_from,
        lines.account_id,
        lines.product_id,
        lines.acv,
        lines.is_floor AND coalesce(lines.live_from > windows.window_from, TRUE) AS unknown,
        coalesce(lines.live_from <= windows.window_from, FALSE)
        AND coalesce(lines.live_until >= windows.window_from, TRUE) AS first_day,
        coalesce(lines.live_from <= windows.window_to, TRUE)
        AND coalesce(lines.live_until >= windows.window_to, TRUE) AS last_day
    FROM windows
    INNER JOIN paid_lines AS lines
        ON
            windows.as_of = lines.as_of
            AND coalesce(lines.live_from <= windows.window_to, TRUE)
            AND coalesce(lines.live_until >= windows.window_from, TRUE)
),

pairs AS (
    SELECT
        as_of, scope_kind, scope, window_from, account_id, product_id,
        round(coalesce(sum(CASE WHEN first_day THEN acv END), 0), 4) AS before,
        round(coalesce(sum(CASE WHEN last_day THEN acv END), 0), 4) AS after
    FROM known_lines
    GROUP BY as_of, scope_kind, scope, window_from, account_id, product_id
    HAVING
        max(CASE WHEN unknown THEN 1 ELSE 0 END) = 0
        AND max(CASE WHEN acv IS NULL AND (first_day OR last_day) THEN 1 ELSE 0 END) = 0
),

paying AS (
    SELECT as_of, scope_kind, scope, window_from, account_id FROM pairs
    GROUP BY as_of, scope_kind, scope, window_from, account_id
    HAVING sum(before) > 0
),

aimed AS (
    SELECT DISTINCT paying.as_of, paying.scope_kind, paying.scope, paying.account_id
    FROM paying
    INNER JOIN card_touches
        ON
            paying.as_of = card_touches.as_of
            AND paying.account_id = card_touches.account_id
            AND card_touches.touched_on <= paying.window_from
            AND card_touches.touched_on > paying.window_from - CAST($cohort_days AS INTEGER)
)

SELECT
    pairs.as_of,
    pairs.scope_kind,
    pairs.scope,
    pairs.account_id,
    pairs.product_id,
    pairs.before,
    pairs.after,
    aimed.account_id IS NOT NULL AS targeted
FROM pairs
INNER JOIN paying
    ON
        pairs.as_of = paying.as_of
        AND pairs.scope_kind = paying.scope_kind
        AND pairs.scope = paying.scope
        AND pairs.account_id = paying.account_id
LEFT JOIN aimed
    ON
        pairs.as_of = aimed.as_of
        AND pairs.scope_kind = aimed.scope_kind
        AND pairs.scope = aimed.scope
        AND pairs.account_id = aimed.account_id

/* ---
what: >
  The snoozes that something stronger woke: a signal of what was snoozed that opened after the day it was entered and
  whose score at its detection is above every score that the snoozed signals had on that day.
key: [as_of, hold_id]
columns:
  as_of: date
  hold_id: text
  account_id: text
  product_id: null where the whole account was snoozed
  entered_on: of the snooze
  woken_by: kind of signal
  woken_for: the product it points to
  woken_on: the day it was detected
  says: of the signal
--- */
WITH concerned AS (
    SELECT
        snoozes.as_of,
        snoozes.hold_id,
        snoozes.account_id,
        snoozes.product_id,
        snoozes.entered_on,
        gathered.product_id AS woken_for,
        gathered.kind,
        gathered.judged_on,
        gathered.opened_on,
        gathered.detected_on,
        gathered.closed_on,
        gathered.says,
        weights.weight * gathered.faded AS score,
        weights.weight * gathered.strength AS fresh_score
    FROM snoozes
    INNER JOIN gathered
        ON
            snoozes.as_of = gathered.as_of
            AND snoozes.account_id = gathered.account_id
            AND coalesce(snoozes.product_id, gathered.product_id) = gathered.product_id
    INNER JOIN detector_weights AS weights ON gathered.as_of = weights.as_of AND gathered.kind = weights.kind
),

bars AS (
    SELECT
        as_of,
        hold_id,
        coalesce(max(CASE WHEN judged_on = entered_on THEN score END), 0) AS bar
    FROM concerned
    GROUP BY as_of, hold_id
),

ranked AS (
    SELECT
        concerned.*,
        row_number() OVER (
            PARTITION BY concerned.as_of, concerned.hold_id
            ORDER BY concerned.detected_on, concerned.fresh_score DESC, concerned.kind, concerned.woken_for
        ) AS place
    FROM concerned
    INNER JOIN bars ON concerned.as_of = bars.as_of AND concerned.hold_id = bars.hold_id
    WHERE
        concerned.judged_on = concerned.as_of
        AND concerned.closed_on IS NULL
        AND concerned.opened_on > concerned.entered_on
        AND concerned.fresh_score > bars.bar
)

SELECT
    as_of,
    hold_id,
    account_id,
    product_id,
    entered_on,
    kind AS woken_by,
    woken_for,
    detected_on AS woken_on,
    says
FROM ranked
WHERE place = 1

/* ---
what: >
  The products an account holds at the moment (the last day held is still held), with what it pays for them. The
  accounts in this table are the book.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: first day of the span
  is_floor: the real start lies earlier
  held_days: days since began_on; null in snapshot mode
  acv: money a year over the lines live at the moment; null where no line has a price
  seats: seats over the live lines; null where no line says
  covers_children: a live line covers the child accounts too
  lines: live lines
--- */
WITH live AS (
    SELECT
        as_of,
        account_id,
        product_id,
        round(sum(acv), 4) AS acv,
        sum(seats) AS seats,
        max(CASE WHEN covers_children THEN 1 ELSE 0 END) AS covers_children,
        count(*) AS lines
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE) AND coalesce(ended_on >= as_of, TRUE)
    GROUP BY as_of, account_id, product_id
)

SELECT
    spans.as_of,
    spans.account_id,
    spans.product_id,
    spans.began_on,
    spans.is_floor,
    spans.as_of - spans.began_on AS held_days,
    live.acv,
    live.seats,
    coalesce(live.covers_children = 1, FALSE) AS covers_children,
    CAST(coalesce(live.lines, 0) AS BIGINT) AS lines
FROM spans
LEFT JOIN live
    ON
        spans.as_of = live.as_of
        AND spans.account_id = live.account_id
        AND spans.product_id = live.product_id
WHERE coalesce(spans.ended_on >= spans.as_of, TRUE)

/* ---
what: >
  The clocks that signals start: for each product that an account holds, the first firing of a kind for another
  product that it has never held before nor begun on that day, and how its follow-up would end if it never began it.
key: [account, from_product, to_product, condition]
columns:
  account: number, see members
  from_product: number of the product held on that day
  to_product: number of the product that the signal points to
  condition: number of the kind, see signal_kinds
  fired_on: day 0 of the clock
  began_on: first day of the span of from_product that the day lies in
  ended_on: last day of that span; null while it goes on
  entry: day on which observation begins, 0 or ends_from − fired_on where ends are recorded only since ends_from
  exit: day on which the product held ends, else the as-of date
parameters: {as_of: null, ends_from: null}
--- */
WITH fired AS (
    SELECT
        members.account,
        numbered_products.product AS to_product,
        signal_kinds.condition,
        firings.fired_on
    FROM firings
    INNER JOIN units ON firings.account_id = units.account_id
    INNER JOIN members ON units.unit_id = members.account_id
    INNER JOIN numbered_products ON firings.product_id = numbered_products.product_id
    INNER JOIN signal_kinds ON firings.kind = signal_kinds.kind
    WHERE firings.fired_on <= $as_of
),

clocks AS (
    SELECT
        fired.account,
        a.product AS from_product,
        fired.to_product,
        fired.condition,
        min(fired.fired_on) AS fired_on
    FROM fired
    INNER JOIN member_spans AS a ON fired.account = a.account AND fired.to_product <> a.product
    LEFT JOIN member_spans AS b
        ON fired.account = b.account AND fired.to_product = b.product AND b.place = 1
    WHERE
        a.began_on <= fired.fired_on
        AND coalesce(a.ended_on >= fired.fired_on, TRUE)
        -- A floor was begun who knows when, so nobody knows that it came after the signal.
        AND (b.account IS NULL OR (b.began_on > fired.fired_on AND NOT b.is_floor))
    GROUP BY fired.account, a.product, fired.to_product, fired.condition
)

SELECT
    clocks.account,
    clocks.from_product,
    clocks.to_product,
    clocks.condition,
    clocks.fired_on,
    a.began_on,
    a.ended_on,
    CASE
        WHEN clocks.fired_on < CAST($ends_from AS DATE) THEN CAST($ends_from AS DATE) - clocks.fired_on ELSE 0
    END AS entry,
    coalesce(a.ended_on, $as_of) - clocks.fired_on AS exit
FROM clocks
INNER JOIN member_spans AS a
    ON
        clocks.account = a.account
        AND clocks.from_product = a.product
        AND clocks.fired_on >= a.began_on
        AND coalesce(clocks.fired_on <= a.ended_on, TRUE)

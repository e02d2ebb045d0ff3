/* ---
what: Whether anything is known that the scorecard could count.
key: [as_of]
columns:
  as_of: date
  touches: days on which somebody was touched
  deals: cross-sell deals
  opportunities: rows known, of any kind
  with_product: of them, those that name a product
  closed: of them, those whose closing day is known
  with_start: paid lines whose start is known
  with_price: paid lines that have a price
--- */
WITH touched AS (
    SELECT as_of, count(*) AS touches FROM card_touches
    GROUP BY as_of
),

dealt AS (
    SELECT as_of, count(*) AS deals FROM cross_sell_deals
    GROUP BY as_of
),

offered AS (
    SELECT as_of, count(*) AS opportunities, count(product_id) AS with_product, count(closed_on) AS closed
    FROM known.opportunities
    GROUP BY as_of
),

lines AS (
    SELECT as_of, count(live_from) AS with_start, count(acv) AS with_price FROM paid_lines
    GROUP BY as_of
)

SELECT
    dates.as_of,
    coalesce(touched.touches, 0) AS touches,
    coalesce(dealt.deals, 0) AS deals,
    coalesce(offered.opportunities, 0) AS opportunities,
    coalesce(offered.with_product, 0) AS with_product,
    coalesce(offered.closed, 0) AS closed,
    coalesce(lines.with_start, 0) AS with_start,
    coalesce(lines.with_price, 0) AS with_price
FROM dates
LEFT JOIN touched ON dates.as_of = touched.as_of
LEFT JOIN dealt ON dates.as_of = dealt.as_of
LEFT JOIN offered ON dates.as_of = offered.as_of
LEFT JOIN lines ON dates.as_of = lines.as_of

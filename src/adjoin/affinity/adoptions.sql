/* ---
what: >
  First real starts of a product by accounts that held something, by stratum, and those among them that held a given
  other product. Roots that adopted the product more than once are told apart: they are the clusters.
key: [from_product, to_product, stratum, root]
columns:
  from_product: number of a product held on the day, −1 for any
  to_product: number of the product begun
  stratum: see timelines
  root: number of a root with several adoptions of to_product; 0 for all others together
  events: number of adoptions
--- */
WITH adopted AS (
    SELECT
        timelines.account,
        member_spans.product AS to_product,
        timelines.after_on,
        timelines.until_on,
        timelines.stratum,
        members.root,
        count(*) OVER (PARTITION BY member_spans.product, members.root) AS in_root
    FROM timelines
    -- A start is always a cut, so it is the last day of the interval it lies in.
    INNER JOIN member_spans
        ON timelines.account = member_spans.account AND timelines.until_on = member_spans.began_on
    INNER JOIN members ON timelines.account = members.account
    WHERE member_spans.place = 1 AND NOT member_spans.is_floor
),

exposed AS (
    SELECT -1 AS from_product, to_product, stratum, root, in_root FROM adopted
    UNION ALL
    SELECT member_spans.product AS from_product, adopted.to_product, adopted.stratum, adopted.root, adopted.in_root
    FROM adopted
    INNER JOIN member_spans ON adopted.account = member_spans.account
    WHERE
        member_spans.began_on <= adopted.after_on
        AND coalesce(member_spans.ended_on >= adopted.until_on, TRUE)
)

SELECT
    from_product,
    to_product,
    stratum,
    CASE WHEN in_root > 1 THEN root ELSE 0 END AS root,
    count(*) AS events
FROM exposed
GROUP BY from_product, to_product, stratum, CASE WHEN in_root > 1 THEN root ELSE 0 END

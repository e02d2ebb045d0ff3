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
  events: number of adoptions, for a given product without those that replaced it
  replaced: number of adoptions that replaced from_product, held on the day or until shortly before
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

moves AS (
    SELECT -1 AS from_product, to_product, stratum, root, in_root, 1 AS events, 0 AS replaced FROM adopted
    UNION ALL
    SELECT
        member_spans.product AS from_product,
        adopted.to_product,
        adopted.stratum,
        adopted.root,
        adopted.in_root,
        CASE WHEN replacements.account IS NULL THEN 1 ELSE 0 END AS events,
        CASE WHEN replacements.account IS NULL THEN 0 ELSE 1 END AS replaced
    FROM adopted
    INNER JOIN member_spans ON adopted.account = member_spans.account AND adopted.to_product <> member_spans.product
    LEFT JOIN replacements
        ON
            member_spans.account = replacements.account
            AND member_spans.product = replacements.from_product
            AND member_spans.began_on = replacements.began_on
            AND adopted.to_product = replacements.to_product
    WHERE
        member_spans.began_on <= adopted.after_on
        -- What was replaced may have ended shortly before.
        AND (coalesce(member_spans.ended_on >= adopted.until_on, TRUE) OR replacements.account IS NOT NULL)
)

SELECT
    from_product,
    to_product,
    stratum,
    CASE WHEN in_root > 1 THEN root ELSE 0 END AS root,
    CAST(sum(events) AS BIGINT) AS events,
    CAST(sum(replaced) AS BIGINT) AS replaced
FROM moves
GROUP BY from_product, to_product, stratum, CASE WHEN in_root > 1 THEN root ELSE 0 END

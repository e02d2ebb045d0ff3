/* ---
what: >
  Days spent holding a product after another had been begun, by stratum. Held −1 stands for any product, begun −2 for
  none: (−1, −2) are all days, (A, −2) the days holding A, (−1, B) the days no longer at risk of B, (A, B) those of
  them that hold A. Days at risk are the differences: no row for each product that an account never held.
key: [from_product, to_product, stratum]
columns:
  from_product: number of the product held, −1 for any
  to_product: number of the product begun before, −2 for none
  stratum: see timelines
  days: number of days
--- */
WITH holding AS (
    SELECT account, -1 AS product, after_on, days, stratum FROM timelines
    UNION ALL
    SELECT timelines.account, member_spans.product, timelines.after_on, timelines.days, timelines.stratum
    FROM timelines
    INNER JOIN member_spans ON timelines.account = member_spans.account
    WHERE
        member_spans.began_on <= timelines.after_on
        AND coalesce(member_spans.ended_on >= timelines.until_on, TRUE)
),

past AS (
    SELECT account, -2 AS product, first_on AS since FROM members
    UNION ALL
    -- A floor was begun who knows when: its account is never at risk.
    SELECT
        member_spans.account,
        member_spans.product,
        CASE WHEN member_spans.is_floor THEN members.first_on ELSE member_spans.began_on END AS since
    FROM member_spans
    INNER JOIN members ON member_spans.account = members.account
    WHERE member_spans.place = 1
)

SELECT
    holding.product AS from_product,
    past.product AS to_product,
    holding.stratum,
    CAST(sum(holding.days) AS BIGINT) AS days
FROM holding
INNER JOIN past ON holding.account = past.account
WHERE past.since <= holding.after_on AND holding.product <> past.product
GROUP BY holding.product, past.product, holding.stratum

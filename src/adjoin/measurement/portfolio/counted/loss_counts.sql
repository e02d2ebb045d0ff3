/* ---
what: Lost deals by pair and reason, beside all closed deals of the pair; and the same over all pairs.
key: [as_of, base_product_id, product_id, reason]
columns:
  as_of: date
  base_product_id: what the account held; empty for all pairs together
  product_id: what was offered; empty for all pairs together
  reason: text
  deals: lost for it
  priced: of them, those with an amount
  money: their amounts; null where none is known
  closed: the pair's deals, won or lost
  won: of them
  rivals: 'JSON list: rival, deals; most first'
  words: 'JSON list of what was recorded where the reason is other: words, deals; null else'
  first_on: first such loss
  last_on: last one
--- */
WITH every AS (
    SELECT as_of, base_product_id, product_id, outcome FROM loss_deals
    UNION ALL
    SELECT as_of, '' AS base_product_id, '' AS product_id, outcome FROM loss_deals
),

told AS (
    SELECT as_of, base_product_id, product_id, reason, recorded, competitor, amount, closed_on FROM losses_told
    UNION ALL
    SELECT as_of, '' AS base_product_id, '' AS product_id, reason, recorded, competitor, amount, closed_on
    FROM losses_told
),

closed AS (
    SELECT
        as_of, base_product_id, product_id, count(*) AS closed, count(CASE WHEN outcome = 'won' THEN 1 END) AS won
    FROM every
    GROUP BY as_of, base_product_id, product_id
),

by_rival AS (
    SELECT as_of, base_product_id, product_id, reason, competitor, count(*) AS deals FROM told
    WHERE competitor IS NOT NULL
    GROUP BY as_of, base_product_id, product_id, reason, competitor
),

rivals AS (
    SELECT
        as_of, base_product_id, product_id, reason,
        '[' || string_agg(
            CAST(json_object('rival', competitor, 'deals', deals) AS VARCHAR), ', ' ORDER BY deals DESC, competitor
        ) || ']' AS rivals
    FROM by_rival
    GROUP BY as_of, base_product_id, product_id, reason
),

by_words AS (
    SELECT as_of, base_product_id, product_id, reason, recorded, count(*) AS deals FROM told
    WHERE reason = 'other'
    GROUP BY as_of, base_product_id, product_id, reason, recorded
),

words AS (
    SELECT
        as_of, base_product_id, product_id, reason,
        '[' || string_agg(
            CAST(json_object('words', recorded, 'deals', deals) AS VARCHAR), ', ' ORDER BY deals DESC, recorded
        ) || ']' AS words
    FROM by_words
    GROUP BY as_of, base_product_id, product_id, reason
),

lost AS (
    SELECT
        as_of,
        base_product_id,
        product_id,
        reason,
        count(*) AS deals,
        count(amount) AS priced,
        round(sum(amount), 2) AS money,
        min(closed_on) AS first_on,
        max(closed_on) AS last_on
    FROM told
    GROUP BY as_of, base_product_id, product_id, reason
)

SELECT
    lost.as_of, lost.base_product_id, lost.product_id, lost.reason, lost.deals, lost.priced, lost.money,
    closed.closed, closed.won, coalesce(rivals.rivals, '[]') AS rivals, words.words, lost.first_on, lost.last_on
FROM lost
INNER JOIN closed
    ON
        lost.as_of = closed.as_of
        AND lost.base_product_id = closed.base_product_id
        AND lost.product_id = closed.product_id
LEFT JOIN rivals
    ON
        lost.as_of = rivals.as_of
        AND lost.base_product_id = rivals.base_product_id
        AND lost.product_id = rivals.product_id
        AND lost.reason = rivals.reason
LEFT JOIN words
    ON
        lost.as_of = words.as_of
        AND lost.base_product_id = words.base_product_id
        AND lost.product_id = words.product_id
        AND lost.reason = words.reason

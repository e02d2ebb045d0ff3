/* ---
what: >
  What the gates say of each open cell together: how many block, the most severe of them, and the day on which the
  last of them lifts (unknown as soon as one of them is). That it is not sold at all is said first. Gates that stop only
  plays (scope play) are counted apart: with none but them, asking stays allowed.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  blockers: gates that block everything
  blocked_by: the most severe of them
  reason_code: its code
  reason: its sentence
  reopens_on: the day on which all have lifted; null if that is unknown
  warnings: sentences of the gates that warn, joined
  play_blockers: gates that block only plays
  play_blocked_by: the most severe of them
  play_reason_code: its code
  play_reason: its sentence
--- */
WITH standing AS (
    SELECT *, CASE WHEN counts_as = 'warn' THEN 'warn' ELSE scope END AS blocks
    FROM gates
    WHERE account_id IS NOT NULL AND counts_as IN ('warn', 'block')
),

on_account AS (
    SELECT bases.as_of, bases.account_id, bases.product_id,
        s.gate, s.severity, s.reason_code, s.reason, s.reopens_on, s.blocks
    FROM bases
    INNER JOIN standing AS s ON bases.as_of = s.as_of AND bases.account_id = s.account_id
    WHERE s.product_id IS NULL AND s.base_product_id IS NULL
    UNION ALL
    SELECT bases.as_of, bases.account_id, bases.product_id,
        s.gate, s.severity, s.reason_code, s.reason, s.reopens_on, s.blocks
    FROM bases
    INNER JOIN standing AS s
        ON bases.as_of = s.as_of AND bases.account_id = s.account_id AND bases.base_product_id = s.base_product_id
    WHERE s.product_id IS NULL
    UNION ALL
    SELECT bases.as_of, bases.account_id, bases.product_id,
        s.gate, s.severity, s.reason_code, s.reason, s.reopens_on, s.blocks
    FROM bases
    INNER JOIN standing AS s
        ON
            bases.as_of = s.as_of
            AND bases.account_id = s.account_id
            AND bases.product_id = s.product_id
            AND coalesce(s.base_product_id, bases.base_product_id) = bases.base_product_id
),

gathered AS (
    SELECT
        as_of,
        account_id,
        product_id,
        count(DISTINCT CASE WHEN blocks = 'all' THEN gate END) AS blockers,
        count(DISTINCT CASE WHEN blocks = 'play' THEN gate END) AS play_blockers,
        min(CASE WHEN blocks = 'all' THEN severity END) AS worst,
        min(CASE WHEN blocks = 'play' THEN severity END) AS play_worst,
        CASE
            WHEN count(CASE WHEN blocks = 'all' AND reopens_on IS NULL THEN 1 END) = 0
                THEN max(CASE WHEN blocks = 'all' THEN reopens_on END)
        END AS reopens_on,
        string_agg(CASE WHEN blocks = 'warn' THEN reason END, '; ' ORDER BY severity, reason) AS warnings
    FROM on_account
    GROUP BY as_of, account_id, product_id
),

named AS (
    SELECT
        as_of, account_id, product_id, blocks, severity, gate, reason_code, reason,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id, blocks, severity
            ORDER BY
                reason_code IN ('not_sold_here', 'not_sold_to_segment', 'no_longer_sold', 'not_yet_sold') DESC,
                reopens_on DESC NULLS FIRST, gate, reason
        ) AS place
    FROM on_account
    WHERE blocks <> 'warn'
)

SELECT
    bases.as_of,
    bases.account_id,
    bases.product_id,
    CAST(coalesce(gathered.blockers, 0) AS BIGINT) AS blockers,
    named.gate AS blocked_by,
    named.reason_code,
    named.reason,
    gathered.reopens_on,
    gathered.warnings,
    CAST(coalesce(gathered.play_blockers, 0) AS BIGINT) AS play_blockers,
    for_play.gate AS play_blocked_by,
    for_play.reason_code AS play_reason_code,
    for_play.reason AS play_reason
FROM bases
LEFT JOIN gathered
    ON
        bases.as_of = gathered.as_of
        AND bases.account_id = gathered.account_id
        AND bases.product_id = gathered.product_id
LEFT JOIN named
    ON
        gathered.as_of = named.as_of
        AND gathered.account_id = named.account_id
        AND gathered.product_id = named.product_id
        AND gathered.worst = named.severity
        AND named.blocks = 'all'
        AND named.place = 1
LEFT JOIN named AS for_play
    ON
        gathered.as_of = for_play.as_of
        AND gathered.account_id = for_play.account_id
        AND gathered.product_id = for_play.product_id
        AND gathered.play_worst = for_play.severity
        AND for_play.blocks = 'play'
        AND for_play.place = 1

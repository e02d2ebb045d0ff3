/* ---
what: >
  For each recommended product: at most `most` customers of other roots that may be named as a reference, began it in
  sight of the book and still have it; none with an escalation or urgent ticket open. First those whose health is not
  red or yellow, then those that came from the same base product, then by how much they share of industry, segment and
  size, then the latest start. One of a root, and none that shares nothing.
key: [as_of, account_id, product_id, place]
columns:
  as_of: date
  account_id: text
  product_id: what is recommended
  reference_id: the customer who could be spoken to
  reference: their name
  place: 1 is nearest
  alike_by: what they share with the account, in words
  base_product_id: the base product, where they held it when they began the product; else null
  began_on: when they began the product
  took_days: from the start of their base product; null where that start was not seen
  caution: what to look at before they are named, for of one industry they may compete; null where nothing is known
parameters: {most: 3}
--- */
WITH complaining AS (
    SELECT DISTINCT as_of, account_id FROM known.tickets
    WHERE closed_on IS NULL AND (severity = 'urgent' OR escalated)
),

willing AS (
    SELECT
        accounts.as_of,
        accounts.account_id,
        coalesce(accounts.industry, '?') AS industry,
        size_bands.segment,
        size_bands.size,
        roots.root_id
    FROM known.accounts AS accounts
    INNER JOIN size_bands ON accounts.as_of = size_bands.as_of AND accounts.account_id = size_bands.account_id
    INNER JOIN roots ON accounts.as_of = roots.as_of AND accounts.account_id = roots.account_id
    LEFT JOIN complaining
        ON accounts.as_of = complaining.as_of AND accounts.account_id = complaining.account_id
    WHERE accounts.referenceable AND complaining.account_id IS NULL
),

spans_in_order AS (
    SELECT
        spans.*,
        row_number() OVER (
            PARTITION BY spans.as_of, spans.account_id, spans.product_id ORDER BY spans.began_on NULLS FIRST
        ) AS place
    FROM spans
    INNER JOIN willing ON spans.as_of = willing.as_of AND spans.account_id = willing.account_id
),

firsts AS (
    SELECT * FROM spans_in_order
    WHERE place = 1
),

newest_health AS (
    SELECT
        health.as_of, health.account_id, health.colour,
        row_number() OVER (
            PARTITION BY health.as_of, health.account_id ORDER BY health.day DESC, health.score
        ) AS place
    FROM known.health AS health
    INNER JOIN willing ON health.as_of = willing.as_of AND health.account_id = willing.account_id
    WHERE health.measure = 'overall'
),

named AS (
    SELECT
        willing.as_of,
        willing.account_id AS reference_id,
        willing.industry,
        willing.segment,
        willing.size,
        willing.root_id,
        firsts.product_id,
        firsts.began_on,
        coalesce(health.colour IN ('red', 'yellow'), FALSE) AS unwell
    FROM firsts
    INNER JOIN willing ON firsts.as_of = willing.as_of AND firsts.account_id = willing.account_id
    INNER JOIN holdings
        ON
            firsts.as_of = holdings.as_of
            AND firsts.account_id = holdings.account_id
            AND firsts.product_id = holdings.product_id
    LEFT JOIN newest_health AS health
        ON firsts.as_of = health.as_of AND firsts.account_id = health.account_id AND health.place = 1
    WHERE firsts.began_on IS NOT NULL AND NOT firsts.is_floor
),

recommended AS (
    SELECT
        shown.as_of,
        shown.account_id,
        shown.product_id,
        coalesce(shown.base_product_id, '') AS base_product_id,
        coalesce(accounts.industry, '?') AS industry,
        size_bands.segment,
        size_bands.size,
        roots.root_id
    FROM recommendations AS shown
    INNER JOIN known.accounts AS accounts
        ON shown.as_of = accounts.as_of AND shown.account_id = accounts.account_id
    INNER JOIN size_bands ON shown.as_of = size_bands.as_of AND shown.account_id = size_bands.account_id
    INNER JOIN roots ON shown.as_of = roots.as_of AND shown.account_id = roots.account_id
    WHERE shown.product_id IS NOT NULL AND shown.action NOT IN ('none', 'holdout')
),

-- Accounts of one kind have the same references but for their own root: few kinds, many accounts.
kinds AS (
    SELECT DISTINCT as_of, product_id, base_product_id, industry, segment, size FROM recommended
),

moves AS (
    SELECT
        wanted.base_product_id,
        named.*,
        base.account_id IS NOT NULL AS same_base,
        CASE WHEN NOT base.is_floor AND base.began_on < named.began_on THEN named.began_on - base.began_on END
            AS took_days
    FROM (SELECT DISTINCT as_of, product_id, base_product_id FROM kinds) AS wanted
    INNER JOIN named ON wanted.as_of = named.as_of AND wanted.product_id = named.product_id
    LEFT JOIN firsts AS base
        ON
            named.as_of = base.as_of
            AND named.reference_id = base.account_id
            AND wanted.base_product_id = base.product_id
            AND (base.began_on < named.began_on OR base.began_on IS NULL)
            AND coalesce(base.ended_on >= named.began_on, TRUE)
),

shared AS (
    SELECT 0 AS is_so
    UNION ALL
    SELECT 1 AS is_so
),

-- The eight ways of sharing industry, segment and size, or not.
ways AS (
    SELECT
        by_industry.is_so AS by_industry,
        by_segment.is_so AS by_segment,
        by_size.is_so AS by_size
    FROM shared AS by_industry
    CROSS JOIN shared AS by_segment
    CROSS JOIN shared AS by_size
),

alike AS (
    SELECT
        moves.*,
        CASE WHEN ways.by_industry = 1 THEN moves.industry ELSE '' END AS of_industry,
        CASE WHEN ways.by_segment = 1 THEN moves.segment ELSE '' END AS of_segment,
        CASE WHEN ways.by_size = 1 THEN moves.size ELSE '' END AS of_size
    FROM moves
    INNER JOIN ways
        ON
            (ways.by_industry = 0 OR moves.industry <> '?')
            AND (ways.by_segment = 0 OR moves.segment <> '?')
            AND (ways.by_size = 0 OR moves.size <> '?')
            AND (moves.same_base OR ways.by_industry + ways.by_segment + ways.by_size > 0)
),

of_a_root AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY
                as_of, product_id, base_product_id, unwell, same_base, of_industry, of_segment, of_size, root_id
            ORDER BY began_on DESC, reference_id
        ) AS within_root
    FROM alike
),

of_a_way AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, product_id, base_product_id, unwell, same_base, of_industry, of_segment, of_size
            ORDER BY began_on DESC, reference_id
        ) AS within_way
    FROM of_a_root
    WHERE within_root = 1
),

asked AS (
    SELECT DISTINCT
        kinds.*,
        CASE WHEN ways.by_industry = 1 THEN kinds.industry ELSE '' END AS of_industry,
        CASE WHEN ways.by_segment = 1 THEN kinds.segment ELSE '' END AS of_segment,
        CASE WHEN ways.by_size = 1 THEN kinds.size ELSE '' END AS of_size
    FROM kinds
    CROSS JOIN ways
),

-- Whoever is not among the first of the way in which it is alike comes after all of those, who share as much or more: no
-- more of them than could be shown are compared.
compared AS (
    SELECT
        asked.as_of,
        asked.product_id,
        asked.base_product_id,
        asked.industry,
        asked.segment,
        asked.size,
        near.reference_id,
        near.root_id,
        near.began_on,
        near.unwell,
        near.same_base,
        near.took_days,
        CASE WHEN asked.industry = near.industry AND asked.industry <> '?' THEN 1 ELSE 0 END AS same_industry,
        CASE WHEN asked.segment = near.segment AND asked.segment <> '?' THEN 1 ELSE 0 END AS same_segment,
        CASE WHEN asked.size = near.size AND asked.size <> '?' THEN 1 ELSE 0 END AS same_size
    FROM asked
    INNER JOIN of_a_way AS near
        ON
            asked.as_of = near.as_of
            AND asked.product_id = near.product_id
            AND asked.base_product_id = near.base_product_id
            AND asked.of_industry = near.of_industry
            AND asked.of_segment = near.of_segment
            AND asked.of_size = near.of_size
            AND near.within_way <= $most + 1
),

best_of_root AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, product_id, base_product_id, industry, segment, size, root_id
            ORDER BY
                unwell, same_base DESC, same_industry + same_segment + same_size DESC, same_industry DESC,
                same_segment DESC, began_on DESC, reference_id
        ) AS of_root
    FROM compared
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, product_id, base_product_id, industry, segment, size
            ORDER BY
                unwell, same_base DESC, same_industry + same_segment + same_size DESC, same_industry DESC,
                same_segment DESC, began_on DESC, reference_id
        ) AS nearest
    FROM best_of_root
    WHERE of_root = 1
),

others AS (
    SELECT
        recommended.as_of,
        recommended.account_id,
        recommended.product_id,
        recommended.base_product_id,
        ranked.reference_id,
        ranked.began_on,
        ranked.took_days,
        ranked.same_base,
        ranked.same_industry,
        ranked.same_segment,
        ranked.same_size,
        row_number() OVER (
            PARTITION BY recommended.as_of, recommended.account_id, recommended.product_id ORDER BY ranked.nearest
        ) AS place
    FROM recommended
    INNER JOIN ranked
        ON
            recommended.as_of = ranked.as_of
            AND recommended.product_id = ranked.product_id
            AND recommended.base_product_id = ranked.base_product_id
            AND recommended.industry = ranked.industry
            AND recommended.segment = ranked.segment
            AND recommended.size = ranked.size
            AND recommended.root_id <> ranked.root_id
    -- One more than asked for, since one may be of the account's own root.
    WHERE ranked.nearest <= $most + 1
)

SELECT
    others.as_of,
    others.account_id,
    others.product_id,
    others.reference_id,
    accounts.name AS reference,
    others.place,
    'same ' || substr(
        CASE WHEN others.same_industry = 1 THEN ', industry' ELSE '' END
        || CASE WHEN others.same_segment = 1 THEN ', segment' ELSE '' END
        || CASE WHEN others.same_size = 1 THEN ', size' ELSE '' END
        || CASE WHEN others.same_base THEN ', base product' ELSE '' END,
        3
    ) AS alike_by,
    CASE WHEN others.same_base THEN others.base_product_id END AS base_product_id,
    others.began_on,
    others.took_days,
    CASE WHEN others.same_industry = 1 THEN 'same industry: check that they do not compete' END AS caution
FROM others
INNER JOIN known.accounts AS accounts
    ON others.as_of = accounts.as_of AND others.reference_id = accounts.account_id
WHERE others.place <= $most

/* ---
what: >
  Two axes of each account. Stability is the mean of what the gates of adoption, health, satisfaction, escalation,
  relationship and renewal say of it (passes 1, warns or cannot be told 0.5, blocks 0; adoption over the products held; a
  gate that is off is left out), and half of that where one of them but renewal lies below 0.5: one trouble is enough.
  Readiness is 0.7 × the strength left of its strongest open signal on a product it can be sold, plus 0.3 × the share of
  the book whose likeliest product is no likelier than its own. Stable from 0.6, ready from 0.5. Stable and ready: talk
  now. Stable, not ready: listen. Ready, not stable: fix first. Neither: steady. Without any of these gates nothing can be
  said.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  stability: 0 to 1; null where every gate is off
  readiness: 0 to 1
  quadrant: talk now, listen, fix first or steady; null where stability is
  parts: what each axis is made of, as JSON
parameters: {stable_from: 0.6, ready_from: 0.5, troubled: 0.5, signal_share: 0.7}
--- */
WITH judged AS (
    SELECT
        as_of,
        account_id,
        gate,
        CASE gate WHEN 'adoption' THEN avg(part) ELSE min(part) END AS part
    FROM (
        SELECT
            as_of,
            account_id,
            gate,
            CASE verdict WHEN 'pass' THEN 1.0 WHEN 'block' THEN 0.0 ELSE 0.5 END AS part
        FROM gates
        WHERE
            account_id IS NOT NULL
            AND product_id IS NULL
            AND verdict <> 'off'
            AND gate IN ('adoption', 'health', 'satisfaction', 'escalation', 'relationship', 'renewal')
    ) AS said
    GROUP BY as_of, account_id, gate
),

standing AS (
    SELECT
        as_of,
        account_id,
        avg(part) AS mean_part,
        coalesce(min(CASE WHEN gate <> 'renewal' THEN part END) < $troubled, FALSE) AS troubled,
        max(CASE gate WHEN 'adoption' THEN part END) AS adoption,
        max(CASE gate WHEN 'health' THEN part END) AS health,
        max(CASE gate WHEN 'satisfaction' THEN part END) AS satisfaction,
        max(CASE gate WHEN 'escalation' THEN part END) AS escalation,
        max(CASE gate WHEN 'relationship' THEN part END) AS relationship,
        max(CASE gate WHEN 'renewal' THEN part END) AS renewal
    FROM judged
    GROUP BY as_of, account_id
),

loudest AS (
    SELECT
        signals.as_of,
        signals.account_id,
        signals.product_id,
        signals.says,
        signals.faded,
        row_number() OVER (
            PARTITION BY signals.as_of, signals.account_id
            ORDER BY signals.faded DESC, signals.product_id, signals.kind
        ) AS place
    FROM signals
    INNER JOIN verdicts
        ON
            signals.as_of = verdicts.as_of
            AND signals.account_id = verdicts.account_id
            AND signals.product_id = verdicts.product_id
    WHERE
        signals.state IN ('open', 'fading')
        AND coalesce(verdicts.blocked_by NOT IN ('eligibility', 'competitor_bought', 'adjacency'), TRUE)
),

likeliest AS (
    SELECT
        as_of, account_id, product_id, probability,
        row_number() OVER (PARTITION BY as_of, account_id ORDER BY probability DESC, product_id) AS place
    FROM scores
    WHERE probability IS NOT NULL
),

ranked AS (
    SELECT
        as_of, account_id, product_id, probability,
        cume_dist() OVER (PARTITION BY as_of ORDER BY round(probability, 12)) AS share
    FROM likeliest
    WHERE place = 1
),

placed AS (
    SELECT
        book.as_of,
        book.account_id,
        round(standing.mean_part * CASE WHEN standing.troubled THEN 0.5 ELSE 1.0 END, 6) AS stability,
        round(
            $signal_share * coalesce(loudest.faded, 0) + (1 - $signal_share) * coalesce(ranked.share, 0), 6
        ) AS readiness,
        CAST(json_object(
            'adoption', round(standing.adoption, 6), 'health', standing.health,
            'satisfaction', standing.satisfaction, 'escalation', standing.escalation,
            'relationship', standing.relationship, 'renewal', standing.renewal, 'troubled', standing.troubled,
            'signal', round(loudest.faded, 6), 'signal_product', loudest.product_id, 'signal_says', loudest.says,
            'likeliest_product', ranked.product_id, 'probability', round(ranked.probability, 6),
            'as_likely_share', round(ranked.share, 6)
        ) AS VARCHAR) AS parts
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    LEFT JOIN standing ON book.as_of = standing.as_of AND book.account_id = standing.account_id
    LEFT JOIN loudest
        ON book.as_of = loudest.as_of AND book.account_id = loudest.account_id AND loudest.place = 1
    LEFT JOIN ranked ON book.as_of = ranked.as_of AND book.account_id = ranked.account_id
)

SELECT
    as_of,
    account_id,
    stability,
    readiness,
    CASE
        WHEN stability IS NULL THEN NULL
        WHEN stability >= $stable_from AND readiness >= $ready_from THEN 'talk now'
        WHEN stability >= $stable_from THEN 'listen'
        WHEN readiness >= $ready_from THEN 'fix first'
        ELSE 'steady'
    END AS quadrant,
    parts
FROM placed

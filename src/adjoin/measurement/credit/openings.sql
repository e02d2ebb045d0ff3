/* ---
what: >
  Every deal for a further product that is shared out, once: further products that began after an opportunity, a play or
  another motion of ours; won opportunities whose product has not begun, open ones, and running plays. The day that
  decides is the one on which it was opened: the opportunity created, else the play accepted, else the product begun.
key: [as_of, deal_id]
columns:
  as_of: date
  deal_id: text
  kind: opportunity, play or start
  account_id: text
  product_id: text
  opened_on: date
  state: won or open
  money: a year; the amount of the won opportunity while nothing has begun; null without a price, or while it is open
--- */
WITH begun AS (
    SELECT
        starts.as_of,
        starts.root_id,
        starts.account_id,
        starts.product_id,
        starts.started_on,
        starts.money,
        starts.opportunity_id,
        starts.play_id,
        starts.opened_on
    FROM further_starts AS starts
    LEFT JOIN (SELECT DISTINCT as_of, root_id, product_id FROM touches WHERE dimension = 'motion') AS moved
        ON
            starts.as_of = moved.as_of
            AND starts.root_id = moved.root_id
            AND starts.product_id = moved.product_id
    WHERE starts.opportunity_id IS NOT NULL OR starts.play_id IS NOT NULL OR moved.as_of IS NOT NULL
),

held AS (
    SELECT spans.as_of, roots.root_id, spans.product_id, spans.began_on, spans.ended_on
    FROM spans
    INNER JOIN roots ON spans.as_of = roots.as_of AND spans.account_id = roots.account_id
),

waiting AS (
    SELECT
        deals.as_of,
        'opportunity' AS kind,
        deals.opportunity_id AS ref,
        roots.root_id,
        deals.account_id,
        deals.product_id,
        deals.created_on AS opened_on,
        deals.outcome AS state,
        deals.amount AS money
    FROM known.opportunities AS deals
    INNER JOIN roots ON deals.as_of = roots.as_of AND deals.account_id = roots.account_id
    WHERE deals.product_id IS NOT NULL AND deals.outcome IN ('open', 'won')
    UNION ALL
    SELECT
        plays.as_of,
        'play' AS kind,
        plays.play_id AS ref,
        roots.root_id,
        plays.account_id,
        plays.product_id,
        plays.accepted_on AS opened_on,
        coalesce(plays.outcome, 'open') AS state,
        CAST(NULL AS DOUBLE) AS money
    FROM known.plays AS plays
    INNER JOIN roots ON plays.as_of = roots.as_of AND plays.account_id = roots.account_id
    WHERE coalesce(plays.outcome = 'won', TRUE)
),

unstarted AS (
    SELECT waiting.*
    FROM waiting
    -- What they hold, held or begin besides is no further product, or is told by its start.
    LEFT JOIN (SELECT DISTINCT as_of, root_id, product_id FROM held) AS same
        ON
            waiting.as_of = same.as_of
            AND waiting.root_id = same.root_id
            AND waiting.product_id = same.product_id
    INNER JOIN (
        SELECT DISTINCT waiting.as_of, waiting.kind, waiting.ref, waiting.product_id
        FROM waiting
        INNER JOIN held
            ON
                waiting.as_of = held.as_of
                AND waiting.root_id = held.root_id
                AND waiting.product_id <> held.product_id
                AND coalesce(held.began_on < waiting.opened_on, TRUE)
                AND coalesce(held.ended_on >= waiting.opened_on, TRUE)
    ) AS customers
        ON
            waiting.as_of = customers.as_of
            AND waiting.kind = customers.kind
            AND waiting.ref = customers.ref
            AND waiting.product_id = customers.product_id
    WHERE same.as_of IS NULL
),

offered AS (
    SELECT DISTINCT as_of, root_id, product_id FROM unstarted
    WHERE kind = 'opportunity'
)

SELECT
    as_of,
    CASE
        WHEN opportunity_id IS NOT NULL THEN 'opportunity ' || opportunity_id || ' ' || product_id
        WHEN play_id IS NOT NULL THEN 'play ' || play_id || ' ' || product_id
        ELSE 'start ' || root_id || ' ' || product_id
    END AS deal_id,
    CASE
        WHEN opportunity_id IS NOT NULL THEN 'opportunity'
        WHEN play_id IS NOT NULL THEN 'play'
        ELSE 'start'
    END AS kind,
    account_id,
    product_id,
    opened_on,
    'won' AS state,
    money
FROM begun
UNION ALL
SELECT
    unstarted.as_of,
    unstarted.kind || ' ' || unstarted.ref || ' ' || unstarted.product_id AS deal_id,
    unstarted.kind,
    unstarted.account_id,
    unstarted.product_id,
    unstarted.opened_on,
    unstarted.state,
    unstarted.money
FROM unstarted
LEFT JOIN offered
    ON
        unstarted.as_of = offered.as_of
        AND unstarted.root_id = offered.root_id
        AND unstarted.product_id = offered.product_id
WHERE unstarted.kind = 'opportunity' OR offered.as_of IS NULL

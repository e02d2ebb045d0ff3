/* ---
what: >
  Cross-sell deals: opportunities for a product that the account did not hold the day they were created while it held
  another, and plays that no such opportunity goes with. A floor tells that a product was held before.
key: [as_of, deal_id, product_id]
columns:
  as_of: date
  deal_id: of the opportunity, or 'play' and the number of the play
  account_id: text
  product_id: text
  source: opportunity or play
  counts: it counts on the scorecard, where plays stand in only if no opportunity at all is known
  created_on: day
  clock_on: the earliest of the signal that its play cites, the acceptance of the play, and created_on
  closed_on: null while open
  outcome: open, won or lost (a declined play is lost)
  amount: money; null where unknown
  motion: of the play, else of the opportunity; null where unknown
--- */
WITH wanted AS (
    SELECT as_of, opportunity_id, account_id, product_id, created_on, closed_on, outcome, amount, motion
    FROM known.opportunities
    WHERE product_id IS NOT NULL AND created_on IS NOT NULL
),

standing AS (
    SELECT
        wanted.as_of,
        wanted.opportunity_id,
        wanted.product_id,
        max(CASE WHEN spans.product_id = wanted.product_id THEN 1 ELSE 0 END) AS held,
        max(CASE WHEN spans.product_id <> wanted.product_id THEN 1 ELSE 0 END) AS beside
    FROM wanted
    INNER JOIN spans
        ON
            wanted.as_of = spans.as_of
            AND wanted.account_id = spans.account_id
            AND (
                spans.is_floor
                OR spans.product_id = wanted.product_id AND spans.began_on < wanted.created_on
                OR spans.product_id <> wanted.product_id AND spans.began_on <= wanted.created_on
            )
            AND coalesce(spans.ended_on >= wanted.created_on, TRUE)
    GROUP BY wanted.as_of, wanted.opportunity_id, wanted.product_id
),

opportunities AS (
    SELECT wanted.*
    FROM wanted
    INNER JOIN standing
        ON
            wanted.as_of = standing.as_of
            AND wanted.opportunity_id = standing.opportunity_id
            AND wanted.product_id = standing.product_id
    WHERE standing.held = 0 AND standing.beside = 1
),

told AS (
    SELECT DISTINCT as_of FROM known.opportunities
),

selling AS (
    SELECT as_of, play_id, account_id, product_id, accepted_on, closed_on, outcome, motion, signal_on FROM plays
    WHERE kind = 'cross_sell'
),

paired AS (
    SELECT
        opportunities.as_of,
        opportunities.opportunity_id,
        opportunities.product_id,
        selling.play_id,
        selling.accepted_on,
        selling.signal_on,
        selling.motion,
        row_number() OVER (
            PARTITION BY opportunities.as_of, opportunities.opportunity_id, opportunities.product_id
            ORDER BY selling.accepted_on DESC, selling.play_id DESC
        ) AS place
    FROM opportunities
    INNER JOIN selling
        ON
            opportunities.as_of = selling.as_of
            AND opportunities.account_id = selling.account_id
            AND opportunities.product_id = selling.product_id
            AND selling.accepted_on <= coalesce(opportunities.closed_on, opportunities.as_of)
            AND coalesce(selling.closed_on >= opportunities.created_on, TRUE)
),

-- An opportunity alone is counted, however many plays lie around it.
alone AS (
    SELECT selling.*
    FROM selling
    LEFT JOIN (SELECT DISTINCT as_of, play_id FROM paired) AS covered
        ON selling.as_of = covered.as_of AND selling.play_id = covered.play_id
    WHERE covered.play_id IS NULL
)

SELECT
    opportunities.as_of,
    opportunities.opportunity_id AS deal_id,
    opportunities.account_id,
    opportunities.product_id,
    'opportunity' AS source,
    TRUE AS counts,
    opportunities.created_on,
    least(opportunities.created_on, paired.accepted_on, paired.signal_on) AS clock_on,
    CASE WHEN opportunities.outcome <> 'open' THEN opportunities.closed_on END AS closed_on,
    opportunities.outcome,
    opportunities.amount,
    coalesce(paired.motion, opportunities.motion) AS motion
FROM opportunities
LEFT JOIN paired
    ON
        opportunities.as_of = paired.as_of
        AND opportunities.opportunity_id = paired.opportunity_id
        AND opportunities.product_id = paired.product_id
        AND paired.place = 1
UNION ALL
SELECT
    alone.as_of,
    'play ' || CAST(alone.play_id AS VARCHAR) AS deal_id,
    alone.account_id,
    alone.product_id,
    'play' AS source,
    told.as_of IS NULL AS counts,
    alone.accepted_on AS created_on,
    least(alone.accepted_on, alone.signal_on) AS clock_on,
    alone.closed_on,
    CASE WHEN alone.outcome IS NULL THEN 'open' WHEN alone.outcome = 'won' THEN 'won' ELSE 'lost' END AS outcome,
    CAST(NULL AS DOUBLE) AS amount,
    alone.motion
FROM alone
LEFT JOIN told ON alone.as_of = told.as_of

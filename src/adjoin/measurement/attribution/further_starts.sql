/* ---
what: >
  Every first start of a product in a root account that held another one and went on holding it: a further product. With
  the opportunity and the play that led to it. What the root held since nobody knows when is no start; another product
  that ends within `replaced_days` of it was replaced (unless both ended), and that is no further product.
key: [as_of, root_id, product_id]
columns:
  as_of: date
  root_id: text
  product_id: text
  account_id: the one in which it began
  started_on: date
  money: a year, of the lines that began that day; else the amount of the opportunity; null where neither has a price
  opportunity_id: the last one opened within `deal_days` before the start that was not lost; null without one
  deal_created_on: of it
  deal_motion: of it, in small letters
  deal_trigger: of it, in small letters
  play_id: the last one accepted within `deal_days` before the start that was not lost; null without one
  accepted_on: of it
  opened_on: the day the opportunity was opened, else the play accepted, else the product begun
parameters: {deal_days: 365, replaced_days: 90}
--- */
WITH held AS (
    SELECT
        spans.as_of,
        roots.root_id,
        spans.account_id,
        spans.product_id,
        spans.began_on,
        spans.ended_on,
        spans.is_floor OR spans.began_on IS NULL AS is_floor
    FROM spans
    INNER JOIN roots ON spans.as_of = roots.as_of AND spans.account_id = roots.account_id
),

in_turn AS (
    SELECT
        *,
        max(CASE WHEN is_floor THEN 1 ELSE 0 END) OVER (PARTITION BY as_of, root_id, product_id) AS floors,
        row_number() OVER (PARTITION BY as_of, root_id, product_id ORDER BY began_on, account_id) AS turn
    FROM held
),

begun AS (
    SELECT in_turn.as_of, in_turn.root_id, in_turn.product_id, in_turn.account_id, in_turn.began_on AS started_on
    FROM in_turn
    INNER JOIN held
        ON
            in_turn.as_of = held.as_of
            AND in_turn.root_id = held.root_id
            AND in_turn.product_id <> held.product_id
    WHERE
        in_turn.turn = 1
        AND in_turn.floors = 0
        AND coalesce(held.began_on < in_turn.began_on, TRUE)
        AND (
            held.ended_on IS NULL
            OR held.ended_on > in_turn.began_on + CAST($replaced_days AS INTEGER)
            OR (held.ended_on >= in_turn.began_on AND coalesce(in_turn.ended_on <= held.ended_on, FALSE))
        )
    GROUP BY in_turn.as_of, in_turn.root_id, in_turn.product_id, in_turn.account_id, in_turn.began_on
),

priced AS (
    SELECT begun.as_of, begun.root_id, begun.product_id, round(sum(lines.acv), 2) AS acv
    FROM begun
    INNER JOIN known.subscriptions AS lines
        ON
            begun.as_of = lines.as_of
            AND begun.account_id = lines.account_id
            AND begun.product_id = lines.product_id
            AND begun.started_on = lines.started_on
    WHERE NOT coalesce(lines.is_trial, FALSE)
    GROUP BY begun.as_of, begun.root_id, begun.product_id
),

deals AS (
    SELECT
        begun.as_of,
        begun.root_id,
        begun.product_id,
        deals.opportunity_id,
        deals.created_on,
        deals.motion,
        deals."trigger" AS said,
        deals.amount,
        row_number() OVER (
            PARTITION BY begun.as_of, begun.root_id, begun.product_id
            ORDER BY CASE WHEN deals.outcome = 'won' THEN 0 ELSE 1 END, deals.created_on DESC, deals.opportunity_id
        ) AS turn
    FROM begun
    INNER JOIN roots ON begun.as_of = roots.as_of AND begun.root_id = roots.root_id
    INNER JOIN known.opportunities AS deals
        ON
            roots.as_of = deals.as_of
            AND roots.account_id = deals.account_id
            AND begun.product_id = deals.product_id
            AND deals.created_on <= begun.started_on
            AND deals.created_on >= begun.started_on - CAST($deal_days AS INTEGER)
    WHERE deals.outcome <> 'lost'
),

accepted AS (
    SELECT
        begun.as_of,
        begun.root_id,
        begun.product_id,
        plays.play_id,
        plays.accepted_on,
        row_number() OVER (
            PARTITION BY begun.as_of, begun.root_id, begun.product_id ORDER BY plays.accepted_on DESC, plays.play_id
        ) AS turn
    FROM begun
    INNER JOIN roots ON begun.as_of = roots.as_of AND begun.root_id = roots.root_id
    INNER JOIN known.plays AS plays
        ON
            roots.as_of = plays.as_of
            AND roots.account_id = plays.account_id
            AND begun.product_id = plays.product_id
            AND plays.accepted_on <= begun.started_on
            AND plays.accepted_on >= begun.started_on - CAST($deal_days AS INTEGER)
    WHERE coalesce(plays.outcome = 'won', TRUE)
)

SELECT
    begun.as_of,
    begun.root_id,
    begun.product_id,
    begun.account_id,
    begun.started_on,
    coalesce(priced.acv, round(deals.amount, 2)) AS money,
    deals.opportunity_id,
    deals.created_on AS deal_created_on,
    nullif(lower(trim(deals.motion)), '') AS deal_motion,
    nullif(lower(trim(deals.said)), '') AS deal_trigger,
    accepted.play_id,
    accepted.accepted_on,
    coalesce(deals.created_on, accepted.accepted_on, begun.started_on) AS opened_on
FROM begun
LEFT JOIN priced
    ON begun.as_of = priced.as_of AND begun.root_id = priced.root_id AND begun.product_id = priced.product_id
LEFT JOIN deals
    ON
        begun.as_of = deals.as_of
        AND begun.root_id = deals.root_id
        AND begun.product_id = deals.product_id
        AND deals.turn = 1
LEFT JOIN accepted
    ON
        begun.as_of = accepted.as_of
        AND begun.root_id = accepted.root_id
        AND begun.product_id = accepted.product_id
        AND accepted.turn = 1

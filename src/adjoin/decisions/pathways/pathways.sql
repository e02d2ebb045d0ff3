/* ---
what: >
  The pathways of the book, the one worth most first: a held product, or a held product and a signal, and the product
  that follows. Ranked by the lower bounds of the chances from now × what the product is paid, summed over the accounts
  that count under the pathway; without any price by the lower bounds alone. Every account × product counts under one
  pathway, so that the shares add up to 1.
key: [as_of, from_product, to_product, condition]
columns:
  as_of: date
  rank: 1 is worth most
  from_product: the held product
  to_product: the product that follows
  condition: kind of the signal that started the clock; null without one
  probability: mean chance from now of these accounts, each at the days it has held the product
  probability_low: mean of their lower bounds
  probability_high: mean of their upper bounds
  eligible_accounts: that count under it, can be sold the product now and do not hold it
  expected_acv: mean of what the product would be paid a year there; null without a price
  expected_adopters: chances, summed
  expected_value: chance × money a year, summed; null without a price
  value_low: the same with the lower bounds, by which pathways are ranked
  share: of all value_low; without any price of all lower bounds
  cumulative_share: shares up to and with this rank
--- */
WITH summed AS (
    SELECT
        moves.as_of,
        moves.base_product_id AS from_product,
        moves.product_id AS to_product,
        moves.condition,
        count(*) AS eligible_accounts,
        round(sum(moves.chance), 9) AS expected_adopters,
        round(sum(moves.chance_low), 9) AS adopters_low,
        round(sum(moves.chance_high), 9) AS adopters_high,
        round(avg(typical_acv.expected_acv), 2) AS expected_acv,
        round(sum(moves.chance * typical_acv.expected_acv), 2) AS expected_value,
        round(sum(moves.chance_low * typical_acv.expected_acv), 2) AS value_low
    FROM pathway_moves AS moves
    LEFT JOIN typical_acv
        ON
            moves.as_of = typical_acv.as_of
            AND moves.account_id = typical_acv.account_id
            AND moves.product_id = typical_acv.product_id
    GROUP BY moves.as_of, moves.base_product_id, moves.product_id, moves.condition
),

weighed AS (
    SELECT
        *,
        CASE
            WHEN max(expected_value) OVER (PARTITION BY as_of) IS NULL THEN adopters_low
            ELSE coalesce(value_low, 0)
        END AS weight
    FROM summed
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of
            ORDER BY weight DESC, adopters_low DESC, from_product, to_product, condition NULLS FIRST
        ) AS rank,
        weight / nullif(sum(weight) OVER (PARTITION BY as_of), 0) AS share
    FROM weighed
)

SELECT
    as_of,
    rank,
    from_product,
    to_product,
    condition,
    round(expected_adopters / eligible_accounts, 9) AS probability,
    round(adopters_low / eligible_accounts, 9) AS probability_low,
    round(adopters_high / eligible_accounts, 9) AS probability_high,
    eligible_accounts,
    expected_acv,
    expected_adopters,
    expected_value,
    value_low,
    round(share, 9) AS share,
    round(sum(share) OVER (PARTITION BY as_of ORDER BY rank ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9)
        AS cumulative_share
FROM ranked

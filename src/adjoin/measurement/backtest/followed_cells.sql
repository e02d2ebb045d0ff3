/* ---
what: >
  What became of each open cell: started, approached and opened, the days after the date counted as labels count them,
  (date, date + days]. An approach after the start is not one that led to it.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  root_id: the topmost parent
  number: 0 for the date's first cell in the order of account and product
  on_offer: policies may pick it
  probability: the score's, null without one
  basis: what that probability is about
  approached_on: first approach about the product; null without one
  opened_on: first opportunity for it; null without one
  started_on: its start; null without one
parameters: {follow_days: 90, approach_days: 30}
--- */
WITH started AS (
    SELECT cells.as_of, cells.account_id, cells.product_id, min(later_starts.began_on) AS started_on
    FROM cells
    INNER JOIN later_starts
        ON cells.account_id = later_starts.account_id AND cells.product_id = later_starts.product_id
    WHERE later_starts.began_on > cells.as_of AND later_starts.began_on <= cells.as_of + $follow_days
    GROUP BY cells.as_of, cells.account_id, cells.product_id
),

approached AS (
    SELECT cells.as_of, cells.account_id, cells.product_id, min(later_approaches.occurred_on) AS approached_on
    FROM cells
    INNER JOIN later_approaches
        ON cells.account_id = later_approaches.account_id AND cells.product_id = later_approaches.product_id
    WHERE
        later_approaches.occurred_on > cells.as_of
        AND later_approaches.occurred_on <= cells.as_of + $approach_days
    GROUP BY cells.as_of, cells.account_id, cells.product_id
),

opened AS (
    SELECT cells.as_of, cells.account_id, cells.product_id, min(later_opportunities.created_on) AS opened_on
    FROM cells
    INNER JOIN later_opportunities
        ON
            cells.account_id = later_opportunities.account_id
            AND cells.product_id = later_opportunities.product_id
    WHERE
        later_opportunities.created_on > cells.as_of
        AND later_opportunities.created_on <= cells.as_of + $follow_days
    GROUP BY cells.as_of, cells.account_id, cells.product_id
)

SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    roots.root_id,
    row_number() OVER (PARTITION BY cells.as_of ORDER BY cells.account_id, cells.product_id) - 1 AS number,
    offers.account_id IS NOT NULL AS on_offer,
    scores.probability,
    scores.basis,
    CASE
        WHEN started.started_on IS NULL OR approached.approached_on <= started.started_on
            THEN approached.approached_on
    END AS approached_on,
    opened.opened_on,
    started.started_on
FROM cells
INNER JOIN roots ON cells.as_of = roots.as_of AND cells.account_id = roots.account_id
LEFT JOIN offers
    ON
        cells.as_of = offers.as_of
        AND cells.account_id = offers.account_id
        AND cells.product_id = offers.product_id
LEFT JOIN scores
    ON
        cells.as_of = scores.as_of
        AND cells.account_id = scores.account_id
        AND cells.product_id = scores.product_id
LEFT JOIN started
    ON
        cells.as_of = started.as_of
        AND cells.account_id = started.account_id
        AND cells.product_id = started.product_id
LEFT JOIN approached
    ON
        cells.as_of = approached.as_of
        AND cells.account_id = approached.account_id
        AND cells.product_id = approached.product_id
LEFT JOIN opened
    ON
        cells.as_of = opened.as_of
        AND cells.account_id = opened.account_id
        AND cells.product_id = opened.product_id

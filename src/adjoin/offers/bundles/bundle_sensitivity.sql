/* ---
what: >
  What each bundle comes to if so many more buy than at list price: for an uplift u an account adds least(u · chance,
  1 − chance) · ((1 − discount) · list − partial), since nobody buys with more than certainty, and gives away chance ·
  discount · list. No row in snapshot mode.
key: [as_of, bundle, discount, uplift]
columns:
  as_of: date
  bundle: text
  discount: share off the price
  uplift: how many more buy, relative to list price
  adoptions: accounts that buy all they lack, sum of least(chance · (1 + uplift), 1)
  cannibalised: given away on those who would have bought at list price, money a year
  net: added less given away, money a year
parameters: {}
--- */
WITH uplifts AS (
    SELECT DISTINCT uplift FROM sensitivity_grid
),

sums AS (
    SELECT
        targets.as_of,
        choice.bundle,
        uplifts.uplift,
        sum(least(targets.chance * (1 + uplifts.uplift), 1)) AS adoptions,
        sum(targets.chance * (targets.list + targets.given_on_held)) AS discounted,
        sum(least(targets.chance * uplifts.uplift, 1 - targets.chance) * targets.list) AS more_list,
        sum(least(targets.chance * uplifts.uplift, 1 - targets.chance) * targets.partial) AS more_partial,
        sum(least(targets.chance * uplifts.uplift, 1 - targets.chance) * targets.given_on_held) AS more_on_held
    FROM bundle_targets AS targets
    INNER JOIN bundle_choice AS choice
        ON targets.as_of = choice.as_of AND targets.number = choice.number
    CROSS JOIN uplifts
    WHERE choice.dated
    GROUP BY targets.as_of, choice.bundle, uplifts.uplift
)

SELECT
    sums.as_of,
    sums.bundle,
    grid.discount,
    grid.uplift,
    round(sums.adoptions, 6) AS adoptions,
    round(grid.discount * sums.discounted, 2) AS cannibalised,
    round(
        (1 - grid.discount) * sums.more_list - sums.more_partial - grid.discount * sums.more_on_held
        - grid.discount * sums.discounted,
        2
    ) AS net
FROM sums
INNER JOIN sensitivity_grid AS grid ON sums.uplift = grid.uplift

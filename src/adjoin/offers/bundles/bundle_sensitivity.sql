/* ---
what: >
  What each bundle comes to if so many more buy than at list price: for an uplift u an account adds u · chance ·
  ((1 − discount) · list − partial) and gives away chance · discount · list. No row in snapshot mode.
key: [as_of, bundle, discount, uplift]
columns:
  as_of: date
  bundle: text
  discount: share off the price
  uplift: how many more buy, relative to list price
  adoptions: accounts that buy all they lack
  cannibalised: given away on those who would have bought at list price, money a year
  net: added less given away, money a year
  within_reach: no account would have to buy with more than certainty
parameters: {}
--- */
WITH sums AS (
    SELECT
        targets.as_of,
        choice.bundle,
        max(targets.chance) AS highest_chance,
        sum(targets.chance) AS adoptions,
        sum(targets.chance * targets.list) AS list,
        sum(targets.chance * targets.partial) AS partial,
        sum(targets.chance * targets.given_on_held) AS on_held
    FROM bundle_targets AS targets
    INNER JOIN bundle_choice AS choice
        ON targets.as_of = choice.as_of AND targets.number = choice.number
    WHERE choice.dated
    GROUP BY targets.as_of, choice.bundle
)

SELECT
    sums.as_of,
    sums.bundle,
    grid.discount,
    grid.uplift,
    round(sums.adoptions * (1 + grid.uplift), 6) AS adoptions,
    round(grid.discount * (sums.list + sums.on_held), 2) AS cannibalised,
    round(
        grid.uplift * ((1 - grid.discount) * sums.list - sums.partial - grid.discount * sums.on_held)
        - grid.discount * (sums.list + sums.on_held),
        2
    ) AS net,
    sums.highest_chance * (1 + grid.uplift) <= 1 AS within_reach
FROM sums
CROSS JOIN sensitivity_grid AS grid

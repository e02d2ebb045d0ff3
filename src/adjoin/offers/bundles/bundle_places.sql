/* ---
what: Each target of the bundles that are kept with what the bundle is worth to it, and which bundle is its best.
key: [as_of, number, account]
columns:
  as_of: date
  bundle: text
  number: of the bundle in `bundle_contents`
  account: number of the account in `bundle_book`
  worth: chance at list price times the money a year
  chance: within the horizon at list price
  list: money a year for the missing parts
  ready_now: no gate blocks any missing part
  place: 1 is the account's best bundle by worth
  shown_place: 1 is the account worth most to the bundle
parameters: {}
--- */
SELECT
    targets.as_of,
    choice.bundle,
    targets.number,
    targets.account,
    round(targets.chance * targets.list, 2) AS worth,
    targets.chance,
    targets.list,
    targets.ready_now,
    row_number() OVER (
        PARTITION BY targets.as_of, targets.account
        ORDER BY round(targets.chance * targets.list, 2) DESC, choice.rank
    ) AS place,
    row_number() OVER (
        PARTITION BY targets.as_of, targets.number
        ORDER BY round(targets.chance * targets.list, 2) DESC, targets.account
    ) AS shown_place
FROM bundle_targets AS targets
INNER JOIN bundle_choice AS choice ON targets.as_of = choice.as_of AND targets.number = choice.number

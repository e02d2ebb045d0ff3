/* ---
what: >
  What each bundle comes to at the discounts that are tried: its own where one is written, every step of the band where
  demand is estimated, else the least of the band. With q the chance at that discount, the logistic of logit(chance) +
  slope · discount, an account adds (q − chance) · ((1 − discount) · list − partial), and gives away chance · discount ·
  list on what it would have paid at list price. Null in snapshot mode, where nobody knows the chance to buy; q and what
  follows from it are null where demand is not estimated.
key: [as_of, bundle, discount]
columns:
  as_of: date
  bundle: text
  discount: share off the price
  expected_adoptions: sum of q
  expected_adoptions_low: with the lower bounds of chance and slope
  expected_adoptions_high: with the upper bounds
  cannibalised: given away on those who would have bought at list price
  cannibalised_low: with the lower bound of the chance
  cannibalised_high: with the upper bound
  net_revenue: added less cannibalised, money a year
  net_revenue_low: the worst with both lower bounds, both upper bounds, or the slope at either bound alone
  net_revenue_high: the best of these
  net_revenue_now: net_revenue of the accounts that no gate blocks now
  break_even_uplift: >
    how many more, relative to list price, must buy: given / gain; null where no uplift up to `never_above` makes it pay,
    nobody buying with more than certainty
  break_even_uplift_on_all: the same where what is held gets the discount too
parameters: {never_above: 10}
--- */
WITH band AS (
    SELECT discount, row_number() OVER (ORDER BY discount) AS place FROM band_discounts
),

tries AS (
    SELECT choice.as_of, choice.bundle, choice.number, choice.estimated, choice.asked_discount AS discount
    FROM bundle_choice AS choice
    WHERE choice.dated AND choice.asked_discount IS NOT NULL
    UNION ALL
    SELECT choice.as_of, choice.bundle, choice.number, choice.estimated, band.discount
    FROM bundle_choice AS choice
    INNER JOIN band ON choice.estimated OR band.place = 1
    WHERE choice.dated AND choice.asked_discount IS NULL
),

odds AS (
    SELECT
        targets.as_of,
        tries.bundle,
        tries.discount,
        tries.estimated,
        targets.chance,
        targets.chance_low,
        targets.chance_high,
        targets.ready_now,
        least(targets.chance * $never_above, 1 - targets.chance) AS most_more,
        targets.list + targets.given_on_held AS discounted,
        targets.list + targets.held_acv AS discounted_on_all,
        (1 - tries.discount) * targets.list - targets.partial - tries.discount * targets.given_on_held AS gain,
        (1 - tries.discount) * targets.list - targets.partial - tries.discount * targets.held_acv AS gain_on_all,
        CASE WHEN tries.estimated THEN exp(targets.slope * tries.discount) END AS times,
        CASE WHEN tries.estimated THEN exp(targets.slope_low * tries.discount) END AS times_low,
        CASE WHEN tries.estimated THEN exp(targets.slope_high * tries.discount) END AS times_high
    FROM bundle_targets AS targets
    INNER JOIN tries ON targets.as_of = tries.as_of AND targets.number = tries.number
),

-- Odds times exp(slope · discount), without a logarithm that a chance of 0 or 1 has not.
answered AS (
    SELECT
        *,
        chance * times / (1 - chance + chance * times) AS q,
        chance * times_low / (1 - chance + chance * times_low) AS q_slope_low,
        chance * times_high / (1 - chance + chance * times_high) AS q_slope_high,
        chance_low * times_low / (1 - chance_low + chance_low * times_low) AS q_low,
        chance_high * times_high / (1 - chance_high + chance_high * times_high) AS q_high
    FROM odds
),

sums AS (
    SELECT
        as_of,
        bundle,
        discount,
        sum(q) AS adoptions,
        sum(q_low) AS adoptions_low,
        sum(q_high) AS adoptions_high,
        sum(chance * discount * discounted) AS given,
        sum(chance_low * discount * discounted) AS given_low,
        sum(chance_high * discount * discounted) AS given_high,
        sum((q - chance) * gain) AS added,
        sum((q_slope_low - chance) * gain) AS added_low,
        sum((q_slope_high - chance) * gain) AS added_high,
        sum((q_low - chance_low) * gain - chance_low * discount * discounted) AS net_low,
        sum((q_high - chance_high) * gain - chance_high * discount * discounted) AS net_high,
        sum(CASE WHEN ready_now THEN (q - chance) * gain - chance * discount * discounted ELSE q - q END) AS net_now,
        sum(most_more * gain) AS most_gain,
        sum(most_more * gain_on_all) AS most_gain_on_all,
        sum(chance * gain) AS gain,
        sum(chance * discount * discounted_on_all) AS given_on_all,
        sum(chance * gain_on_all) AS gain_on_all
    FROM answered
    GROUP BY as_of, bundle, discount
)

SELECT
    as_of,
    bundle,
    discount,
    round(adoptions, 6) AS expected_adoptions,
    round(adoptions_low, 6) AS expected_adoptions_low,
    round(adoptions_high, 6) AS expected_adoptions_high,
    round(given, 2) AS cannibalised,
    round(given_low, 2) AS cannibalised_low,
    round(given_high, 2) AS cannibalised_high,
    round(added - given, 2) AS net_revenue,
    round(least(added_low - given, added_high - given, net_low, net_high), 2) AS net_revenue_low,
    round(greatest(added_low - given, added_high - given, net_low, net_high), 2) AS net_revenue_high,
    round(net_now, 2) AS net_revenue_now,
    CASE
        WHEN gain > 0 AND given <= $never_above * gain AND given <= most_gain THEN round(given / gain, 6)
    END AS break_even_uplift,
    CASE
        WHEN gain_on_all > 0 AND given_on_all <= $never_above * gain_on_all AND given_on_all <= most_gain_on_all
            THEN round(given_on_all / gain_on_all, 6)
    END AS break_even_uplift_on_all
FROM sums

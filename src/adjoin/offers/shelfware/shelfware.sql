/* ---
what: >
  What is paid for and not used. Nobody is listed without data: use of the product is recorded up to `stale_days` ago
  and something was seen of the account since the start. Never used: held, and recorded, for `least_days` without use.
  Stopped: used, but not in the last four weeks recorded, with months two, or one that says 0. Barely used: of what it holds less than `barely` over the
  last four weeks. Free products are left out; those without a price are not.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  began_on: first day held; null in snapshot mode
  held_days: days; null in snapshot mode
  acv: money a year; null where it has no price
  state: never_used, stopped or barely_used
  used_share: of what it holds, 0 where unused
  last_used_on: last day of the last period in use; null where never
  says: one sentence
  what_to_do: one sentence
  renews_on: next renewal; null where unknown
  rank: 1 for the most money
parameters: {least_days: 60, barely: 0.1, stale_days: 45, settled_days: 28, soon_days: 180}
--- */
WITH feeds AS (
    SELECT as_of, product_id, min(recorded_from) AS recorded_from, max(recorded_to) AS recorded_to FROM usage_feeds
    GROUP BY as_of, product_id
),

judged AS (
    SELECT
        holdings.as_of,
        holdings.account_id,
        holdings.product_id,
        holdings.began_on,
        holdings.held_days,
        holdings.acv,
        last_uses.last_used_on,
        last_uses.seen_on,
        utilisation.utilisation,
        greatest(holdings.began_on, feeds.recorded_from) AS watched_from,
        feeds.recorded_to,
        CASE
            WHEN last_uses.used_lately = 1 THEN
                CASE
                    -- Utilisation is the account's own: it says nothing of children that are covered too.
                    WHEN
                        utilisation.utilisation < $barely
                        AND NOT holdings.covers_children
                        AND coalesce(holdings.held_days >= $settled_days, TRUE)
                        THEN 'barely_used'
                END
            WHEN last_uses.last_used_on IS NOT NULL THEN 'stopped'
            WHEN
                holdings.began_on IS NOT NULL
                AND holdings.as_of - greatest(holdings.began_on, feeds.recorded_from) >= $least_days
                THEN 'never_used'
        END AS state
    FROM holdings
    INNER JOIN feeds ON holdings.as_of = feeds.as_of AND holdings.product_id = feeds.product_id
    INNER JOIN last_uses
        ON
            holdings.as_of = last_uses.as_of
            AND holdings.account_id = last_uses.account_id
            AND holdings.product_id = last_uses.product_id
    LEFT JOIN utilisation
        ON
            holdings.as_of = utilisation.as_of
            AND holdings.account_id = utilisation.account_id
            AND holdings.product_id = utilisation.product_id
    WHERE
        feeds.recorded_to > holdings.as_of - $stale_days
        AND last_uses.seen_on >= coalesce(holdings.began_on, last_uses.seen_on)
        AND coalesce(holdings.acv > 0, TRUE)
),

next_renewals AS (
    SELECT as_of, account_id, product_id, min(next_on) AS renews_on FROM renewals
    GROUP BY as_of, account_id, product_id
)

SELECT
    judged.as_of,
    judged.account_id,
    judged.product_id,
    judged.began_on,
    judged.held_days,
    judged.acv,
    judged.state,
    CASE WHEN judged.state = 'barely_used' THEN round(judged.utilisation, 12) ELSE 0.0 END AS used_share,
    judged.last_used_on,
    CASE judged.state
        WHEN 'never_used' THEN
            CASE
                WHEN judged.watched_from > judged.began_on THEN 'No use of ' || coalesce(products.name, judged.product_id)
                    || ' since use is recorded (' || CAST(judged.watched_from AS VARCHAR) || ')'
                ELSE coalesce(products.name, judged.product_id) || ' was not used once in the '
                    || CAST(judged.held_days AS VARCHAR) || ' days since it began'
            END
        WHEN 'stopped' THEN coalesce(products.name, judged.product_id) || ' was last used by '
            || CAST(judged.last_used_on AS VARCHAR) || ', not since in what is recorded until '
            || CAST(judged.recorded_to AS VARCHAR)
            || CASE
                WHEN judged.seen_on <= judged.last_used_on
                    THEN '; nothing else of the account is recorded since, so see first whether its data still arrive'
                ELSE ''
            END
        ELSE 'Of ' || coalesce(products.name, judged.product_id) || ' '
            || CASE
                WHEN judged.utilisation < 0.005 THEN 'less than 1'
                ELSE CAST(CAST(round(judged.utilisation * 100) AS BIGINT) AS VARCHAR)
            END
            || ' % was used in the last four weeks (' || utilisation.measure || ')'
    END AS says,
    CASE
        WHEN accounts.csm IS NULL AND accounts.ae IS NULL THEN 'Nobody looks after the account: name an owner, who should '
        ELSE coalesce(team.name, accounts.csm, accounts.ae) || ' should '
    END
    || CASE judged.state
        WHEN 'never_used' THEN 'find out who was meant to use it and start them'
        WHEN 'stopped' THEN 'ask what changed since then and bring them back'
        ELSE 'show it to more of those it was bought for, beginning'
    END
    || coalesce(' with ' || unused_features.features, ' with one thing that it does for them')
    || CASE
        WHEN next_renewals.renews_on - judged.as_of <= $soon_days
            THEN '; the money is at risk in ' || CAST(next_renewals.renews_on - judged.as_of AS VARCHAR)
                || ' days, when it renews'
        ELSE ''
    END AS what_to_do,
    next_renewals.renews_on,
    row_number() OVER (
        PARTITION BY judged.as_of
        ORDER BY coalesce(judged.acv, 0) DESC, judged.account_id, judged.product_id
    ) AS rank
FROM judged
INNER JOIN known.accounts AS accounts ON judged.as_of = accounts.as_of AND judged.account_id = accounts.account_id
LEFT JOIN known.team AS team ON accounts.as_of = team.as_of AND coalesce(accounts.csm, accounts.ae) = team.rep_id
LEFT JOIN catalog_products AS products ON judged.product_id = products.product_id
LEFT JOIN utilisation
    ON
        judged.as_of = utilisation.as_of
        AND judged.account_id = utilisation.account_id
        AND judged.product_id = utilisation.product_id
LEFT JOIN unused_features
    ON
        judged.as_of = unused_features.as_of
        AND judged.account_id = unused_features.account_id
        AND judged.product_id = unused_features.product_id
LEFT JOIN next_renewals
    ON
        judged.as_of = next_renewals.as_of
        AND judged.account_id = next_renewals.account_id
        AND judged.product_id = next_renewals.product_id
WHERE judged.state IS NOT NULL

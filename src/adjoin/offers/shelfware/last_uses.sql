/* ---
what: >
  When each holding was last used since its start, by the account or by children that it covers, and whether that is
  within `quiet_days` of the last day recorded for the product (so a late feed accuses nobody). A month without a row is
  late more often than empty: with months it takes two of them, or one that is recorded and has no use.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  last_used_on: last day of the last period in use since the start; null where there was none
  used_lately: 1 or 0
  seen_on: last day on which anything is recorded of the account or those covered; null if never
parameters: {quiet_days: 28}
--- */
WITH reach AS (
    SELECT as_of, account_id, product_id, began_on, account_id AS user_account_id FROM holdings
    UNION ALL
    SELECT DISTINCT
        holdings.as_of, holdings.account_id, holdings.product_id, holdings.began_on, below.account_id AS user_account_id
    FROM holdings
    INNER JOIN ancestors AS below ON holdings.as_of = below.as_of AND holdings.account_id = below.ancestor_id
    WHERE holdings.covers_children AND below.account_id <> holdings.account_id
)

SELECT
    reach.as_of,
    reach.account_id,
    reach.product_id,
    max(CASE WHEN coalesce(records.last_used_on >= reach.began_on, TRUE) THEN records.last_used_on END) AS last_used_on,
    max(
        CASE
            WHEN records.undated = 1 THEN 1
            WHEN
                records.last_used_on > feeds.recorded_to - $quiet_days
                AND coalesce(records.last_used_on >= reach.began_on, TRUE)
                THEN 1
            WHEN
                records.grain = 'month'
                AND records.last_used_on >= CAST(date_trunc('month', feeds.recorded_to) - INTERVAL '1 month' AS DATE)
                AND coalesce(records.recorded_to <= records.last_used_on, TRUE)
                AND coalesce(records.last_used_on >= reach.began_on, TRUE)
                THEN 1
            ELSE 0
        END
    ) AS used_lately,
    max(accounts_seen.seen_on) AS seen_on
FROM reach
LEFT JOIN use_records AS records
    ON
        reach.as_of = records.as_of
        AND reach.user_account_id = records.account_id
        AND reach.product_id = records.product_id
LEFT JOIN usage_feeds AS feeds
    ON records.as_of = feeds.as_of AND records.product_id = feeds.product_id AND records.grain = feeds.grain
LEFT JOIN accounts_seen
    ON reach.as_of = accounts_seen.as_of AND reach.user_account_id = accounts_seen.account_id
GROUP BY reach.as_of, reach.account_id, reach.product_id

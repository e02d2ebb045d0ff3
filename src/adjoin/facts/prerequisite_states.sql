/* ---
what: >
  Whether an account of the book meets a prerequisite, whichever product asks for it: by use of one of the metrics in the
  last days, the moment's own among them (of monthly rows the last complete month), or by a tool that is connected. Unmet
  only where it would be seen: the vendor records it, and where a metric tells, the account holds a product of it.
key: [as_of, account_id, need]
columns:
  as_of: date
  account_id: text
  need: the prerequisite, as in catalog_prerequisites
  state: met, unmet or unknown
  seen_on: the last day of use, or the day the tool was connected (null where unknown); null unless met
parameters: {use_days: 28}
--- */
WITH ways AS (
    SELECT DISTINCT need, metric_product_id, metric, tool, category FROM catalog_prerequisites
),

watched AS (
    SELECT DISTINCT metric_product_id, metric FROM ways
    WHERE metric IS NOT NULL
),

used AS (
    SELECT usage.as_of, usage.account_id, usage.product_id, usage.metric, max(usage.known_on) AS seen_on
    FROM known.usage AS usage
    INNER JOIN watched ON usage.product_id = watched.metric_product_id AND usage.metric = watched.metric
    WHERE
        usage.quantity > 0
        AND usage.known_on
        > usage.as_of - CAST(CASE usage.grain WHEN 'month' THEN greatest($use_days, 31) ELSE $use_days END AS INTEGER)
    GROUP BY usage.as_of, usage.account_id, usage.product_id, usage.metric
),

connected AS (
    SELECT as_of, account_id, lower(trim(tool)) AS tool, lower(trim(tool_category)) AS category, connected_on
    FROM known.integrations
    WHERE disconnected_on IS NULL
),

ways_met AS (
    SELECT used.as_of, used.account_id, ways.need, used.seen_on
    FROM used
    INNER JOIN ways ON used.product_id = ways.metric_product_id AND used.metric = ways.metric
    UNION ALL
    SELECT connected.as_of, connected.account_id, ways.need, connected.connected_on AS seen_on
    FROM connected
    INNER JOIN ways ON connected.tool = ways.tool
    UNION ALL
    SELECT connected.as_of, connected.account_id, ways.need, connected.connected_on AS seen_on
    FROM connected
    INNER JOIN ways ON connected.category = ways.category
),

met AS (
    SELECT as_of, account_id, need, max(seen_on) AS seen_on FROM ways_met
    GROUP BY as_of, account_id, need
),

needs AS (
    SELECT need, count(metric) AS metrics FROM ways
    GROUP BY need
),

would_use AS (
    SELECT DISTINCT holdings.as_of, holdings.account_id, ways.need
    FROM holdings
    INNER JOIN ways ON holdings.product_id = ways.metric_product_id
),

asked AS (
    SELECT book.as_of, book.account_id, needs.need, needs.metrics
    FROM (SELECT DISTINCT as_of, account_id FROM holdings) AS book
    CROSS JOIN needs
)

SELECT
    asked.as_of,
    asked.account_id,
    asked.need,
    CASE
        WHEN met.need IS NOT NULL THEN 'met'
        WHEN seen.need IS NOT NULL AND (asked.metrics = 0 OR would_use.need IS NOT NULL) THEN 'unmet'
        ELSE 'unknown'
    END AS state,
    met.seen_on
FROM asked
LEFT JOIN met ON asked.as_of = met.as_of AND asked.account_id = met.account_id AND asked.need = met.need
LEFT JOIN prerequisites_seen AS seen ON asked.as_of = seen.as_of AND asked.need = seen.need
LEFT JOIN would_use
    ON asked.as_of = would_use.as_of AND asked.account_id = would_use.account_id AND asked.need = would_use.need

/* ---
what: >
  What a model may learn from: the first outbound approach of an episode (none in the `apart_days` before for this root
  and product), and whether the product starts in the root within `within_days`, the last day included. What the root
  ever held before is no episode, nor what it holds with a start that nobody knows. Without a single approach that names
  a product, each opportunity that did not follow an inbound interaction within `inbound_days` takes its place, and the
  outcome is whether it was won.
key: [as_of, approach_id, product_id]
columns:
  as_of: date
  root_id: the root of the account approached
  product_id: text
  account_id: the one approached
  approached_on: date
  approach_id: interaction_id or opportunity_id
  owner: who approached, else the account's AE or CSM; null where unknown
  started_on: the day the product first starts in the root, on or after the approach; null while it does not
  matured: >
    the approach is at least `within_days` old, and an opportunity closed besides; younger ones are left out of
    learning, never lost
  outcome: whether it led to a start (was won); null until matured
  label: approach (starts within the days) or opportunity (won, once opened)
parameters: {apart_days: 90, within_days: 90, inbound_days: 14}
--- */
WITH approached AS (
    SELECT
        approaches.as_of,
        roots.root_id,
        approaches.product_id,
        approaches.account_id,
        approaches.occurred_on AS approached_on,
        approaches.interaction_id AS approach_id,
        interactions.rep AS owner,
        'open' AS won,
        'approach' AS label,
        lag(approaches.occurred_on) OVER (
            PARTITION BY approaches.as_of, roots.root_id, approaches.product_id
            ORDER BY approaches.occurred_on, approaches.interaction_id
        ) AS before_on
    FROM approaches
    INNER JOIN roots ON approaches.as_of = roots.as_of AND approaches.account_id = roots.account_id
    INNER JOIN known.interactions AS interactions
        ON approaches.as_of = interactions.as_of AND approaches.interaction_id = interactions.interaction_id
    WHERE approaches.product_id IS NOT NULL
),

told AS (
    SELECT DISTINCT as_of FROM approached
),

inbound AS (
    SELECT interactions.as_of, roots.root_id, interactions.occurred_on, interactions.products_mentioned
    FROM known.interactions AS interactions
    INNER JOIN roots ON interactions.as_of = roots.as_of AND interactions.account_id = roots.account_id
    WHERE interactions.direction = 'in'
),

deals AS (
    SELECT
        opportunities.as_of,
        roots.root_id,
        opportunities.product_id,
        opportunities.account_id,
        opportunities.created_on,
        opportunities.opportunity_id,
        opportunities.owner,
        opportunities.outcome
    FROM known.opportunities AS opportunities
    INNER JOIN roots ON opportunities.as_of = roots.as_of AND opportunities.account_id = roots.account_id
    LEFT JOIN told ON opportunities.as_of = told.as_of
    WHERE opportunities.product_id IS NOT NULL AND told.as_of IS NULL
),

asked_for AS (
    SELECT DISTINCT deals.as_of, deals.opportunity_id, deals.product_id
    FROM deals
    INNER JOIN inbound
        ON
            deals.as_of = inbound.as_of
            AND deals.root_id = inbound.root_id
            AND inbound.occurred_on <= deals.created_on
            AND inbound.occurred_on >= deals.created_on - CAST($inbound_days AS INTEGER)
    WHERE
        inbound.products_mentioned IS NULL
        OR ',' || replace(inbound.products_mentioned, ' ', '') || ',' LIKE '%,' || deals.product_id || ',%'
),

begun AS (
    SELECT as_of, root_id, product_id, account_id, approached_on, approach_id, owner, won, label
    FROM approached
    WHERE before_on IS NULL OR approached_on - before_on > $apart_days
    UNION ALL
    SELECT
        deals.as_of,
        deals.root_id,
        deals.product_id,
        deals.account_id,
        deals.created_on AS approached_on,
        deals.opportunity_id AS approach_id,
        deals.owner,
        deals.outcome AS won,
        'opportunity' AS label
    FROM deals
    LEFT JOIN asked_for
        ON
            deals.as_of = asked_for.as_of
            AND deals.opportunity_id = asked_for.opportunity_id
            AND deals.product_id = asked_for.product_id
    WHERE asked_for.as_of IS NULL
),

held AS (
    -- A floor tells by when something was held, not since when: it may have been before any approach.
    SELECT
        spans.as_of,
        roots.root_id,
        spans.product_id,
        min(CASE WHEN NOT spans.is_floor THEN spans.began_on END) AS first_on,
        max(CASE WHEN spans.is_floor THEN 1 ELSE 0 END) AS floors
    FROM spans
    INNER JOIN roots ON spans.as_of = roots.as_of AND spans.account_id = roots.account_id
    GROUP BY spans.as_of, roots.root_id, spans.product_id
),

followed_up AS (
    SELECT
        begun.*,
        held.first_on,
        begun.approached_on + CAST($within_days AS INTEGER) <= begun.as_of
        AND (begun.label = 'approach' OR begun.won <> 'open') AS matured
    FROM begun
    LEFT JOIN held
        ON
            begun.as_of = held.as_of
            AND begun.root_id = held.root_id
            AND begun.product_id = held.product_id
    WHERE coalesce(held.floors, 0) = 0 AND coalesce(held.first_on >= begun.approached_on, TRUE)
)

SELECT
    followed_up.as_of,
    followed_up.root_id,
    followed_up.product_id,
    followed_up.account_id,
    followed_up.approached_on,
    followed_up.approach_id,
    coalesce(followed_up.owner, accounts.ae, accounts.csm) AS owner,
    followed_up.first_on AS started_on,
    followed_up.matured,
    CASE
        WHEN NOT followed_up.matured THEN NULL
        WHEN followed_up.label = 'opportunity' THEN followed_up.won = 'won'
        ELSE coalesce(followed_up.first_on - followed_up.approached_on <= $within_days, FALSE)
    END AS outcome,
    followed_up.label
FROM followed_up
INNER JOIN known.accounts AS accounts
    ON followed_up.as_of = accounts.as_of AND followed_up.account_id = accounts.account_id

/* ---
what: >
  The approaches to learn from, at the day before them, and the root, product and owner they had. Left out is what an
  experiment of ours is still to judge: an account held out of plays on any day from the approach to the end of the days
  within which its outcome counts (of an opportunity, until it closed).
key: [as_of, account_id, product_id, approach_id]
columns:
  as_of: the day before the approach
  account_id: text
  product_id: text
  approach_id: text
  outcome: whether it led to a start, or was won
  approached_on: date
  root_id: text
  owner: null where unknown
  label: approach or opportunity
parameters: {within_days: null}
--- */
WITH outcome_days AS (
    SELECT
        episodes.*,
        coalesce(opportunities.closed_on, episodes.approached_on + CAST($within_days AS INTEGER)) AS outcome_on
    FROM approach_episodes AS episodes
    LEFT JOIN known.opportunities AS opportunities
        ON
            episodes.label = 'opportunity'
            AND episodes.as_of = opportunities.as_of
            AND episodes.approach_id = opportunities.opportunity_id
            AND episodes.product_id = opportunities.product_id
    WHERE episodes.matured
)

SELECT
    approached_on - 1 AS as_of,
    account_id,
    product_id,
    approach_id,
    outcome,
    approached_on,
    root_id,
    owner,
    label
FROM outcome_days
WHERE
    NOT EXISTS (
        SELECT 1 FROM held_spans_known AS held
        WHERE
            held.account_id = outcome_days.account_id
            AND held.from_on <= outcome_days.outcome_on
            AND coalesce(held.until_on > outcome_days.approached_on, TRUE)
    )
ORDER BY approached_on, account_id, product_id, approach_id

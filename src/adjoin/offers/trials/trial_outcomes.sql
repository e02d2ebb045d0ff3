/* ---
what: >
  Whether each trial led to a paid start of its product: at the account, or by a contract of an account above it that
  covers its children, from the trial's start to `within_days` after its end. A paid start belongs to the last trial that
  had begun by then. What a person said counts too. A trial of what was held already tells nothing.
key: [as_of, trial_id]
columns:
  as_of: date
  trial_id: text
  account_id: text
  product_id: text
  told: somebody told of it; false where subscriptions show it
  seeded: it holds data of the customer; null where nobody said
  started_on: date
  ended_on: the last day of one that is over; null while it runs
  paid_on: the first paid start that belongs to it; null without one
  converted_on: the paid start, else the day on which a person said so
  held_before: the product was held when it began, or since nobody knows when
  matured: >
    its end, and the end that was planned, lie at least `within_days` back, so that both kinds had the same time
parameters: {within_days: 30}
--- */
WITH trials AS (
    SELECT as_of, trial_id, account_id, product_id, TRUE AS told, seeded, started_on, ends_on, ended_on, said_on
    FROM trials_told
    UNION ALL
    SELECT
        as_of,
        trial_id,
        account_id,
        product_id,
        FALSE AS told,
        CAST(NULL AS BOOLEAN) AS seeded,
        started_on,
        ended_on AS ends_on,
        ended_on,
        CAST(NULL AS DATE) AS said_on
    FROM trials_mapped
),

turns AS (
    SELECT
        *,
        lead(started_on) OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY started_on, trial_id
        ) AS next_on
    FROM trials
),

asked AS (
    SELECT DISTINCT as_of, account_id, product_id FROM trials
),

covering AS (
    SELECT
        asked.as_of,
        asked.account_id,
        asked.product_id,
        min(lines.started_on) AS began_on,
        spans.ended_on,
        max(CASE WHEN spans.is_floor AND lines.started_on = spans.began_on THEN 1 ELSE 0 END) = 1 AS is_floor
    FROM asked
    INNER JOIN ancestors ON asked.as_of = ancestors.as_of AND asked.account_id = ancestors.account_id
    INNER JOIN known.subscriptions AS lines
        ON
            ancestors.as_of = lines.as_of
            AND ancestors.ancestor_id = lines.account_id
            AND asked.product_id = lines.product_id
    INNER JOIN spans
        ON
            lines.as_of = spans.as_of
            AND lines.account_id = spans.account_id
            AND lines.product_id = spans.product_id
            AND lines.started_on >= spans.began_on
            AND lines.started_on <= coalesce(spans.ended_on, lines.as_of)
    WHERE
        coalesce(lines.covers_children, FALSE)
        AND NOT coalesce(lines.is_trial, FALSE)
        AND ancestors.ancestor_id <> asked.account_id
    GROUP BY asked.as_of, asked.account_id, asked.product_id, lines.account_id, spans.began_on, spans.ended_on
),

paid AS (
    SELECT asked.as_of, asked.account_id, asked.product_id, spans.began_on, spans.ended_on, spans.is_floor
    FROM asked
    INNER JOIN spans
        ON
            asked.as_of = spans.as_of
            AND asked.account_id = spans.account_id
            AND asked.product_id = spans.product_id
    UNION ALL
    SELECT as_of, account_id, product_id, began_on, ended_on, is_floor FROM covering
),

met AS (
    SELECT
        turns.as_of,
        turns.trial_id,
        min(CASE
            WHEN
                NOT paid.is_floor
                AND paid.began_on >= turns.started_on
                AND paid.began_on <= coalesce(turns.ended_on, turns.ends_on, turns.as_of) + $within_days
                AND (turns.next_on IS NULL OR paid.began_on < turns.next_on)
                THEN paid.began_on
        END) AS paid_on,
        max(CASE
            WHEN paid.is_floor AND coalesce(paid.ended_on >= turns.started_on, TRUE) THEN 1
            WHEN paid.began_on < turns.started_on AND coalesce(paid.ended_on >= turns.started_on, TRUE) THEN 1
            ELSE 0
        END) AS held_before
    FROM turns
    INNER JOIN paid
        ON
            turns.as_of = paid.as_of
            AND turns.account_id = paid.account_id
            AND turns.product_id = paid.product_id
    GROUP BY turns.as_of, turns.trial_id
)

SELECT
    turns.as_of,
    turns.trial_id,
    turns.account_id,
    turns.product_id,
    turns.told,
    turns.seeded,
    turns.started_on,
    turns.ended_on,
    met.paid_on,
    coalesce(met.paid_on, turns.said_on) AS converted_on,
    coalesce(met.held_before = 1, FALSE) AS held_before,
    coalesce(greatest(turns.ends_on, coalesce(turns.ended_on, turns.ends_on)) + $within_days <= turns.as_of, FALSE)
        AS matured
FROM turns
LEFT JOIN met ON turns.as_of = met.as_of AND turns.trial_id = met.trial_id

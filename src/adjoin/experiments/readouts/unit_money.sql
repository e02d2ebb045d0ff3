/* ---
what: Money a year of what started at a unit on the days that count, and of what it held the day before.
key: [as_of, experiment, source, unit_id]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  money: of the lines with which a span started
  unpriced: lines among them without a price, which add nothing
  money_before: of the lines paid on the day before
--- */
WITH lines AS (
    SELECT as_of, account_id, product_id, started_on, ended_on, acv
    FROM known.subscriptions
    WHERE NOT coalesce(is_trial, FALSE)
),

started AS (
    SELECT
        spans.as_of,
        spans.experiment,
        spans.source,
        spans.unit_id,
        sum(lines.acv) AS money,
        count(CASE WHEN lines.acv IS NULL THEN 1 END) AS unpriced
    FROM unit_spans AS spans
    INNER JOIN lines
        ON
            spans.as_of = lines.as_of
            AND spans.account_id = lines.account_id
            AND spans.product_id = lines.product_id
            AND spans.span_began_on = lines.started_on
    WHERE spans.starts
    GROUP BY spans.as_of, spans.experiment, spans.source, spans.unit_id
),

before AS (
    SELECT units.as_of, units.experiment, units.source, units.unit_id, sum(lines.acv) AS money_before
    FROM unit_accounts AS units
    INNER JOIN lines
        ON
            units.as_of = lines.as_of
            AND units.account_id = lines.account_id
            AND coalesce(lines.started_on < units.began_on, TRUE)
            AND coalesce(lines.ended_on >= units.began_on - 1, TRUE)
    GROUP BY units.as_of, units.experiment, units.source, units.unit_id
)

SELECT
    entered.as_of,
    entered.experiment,
    entered.source,
    entered.unit_id,
    round(coalesce(started.money, 0), 6) AS money,
    coalesce(started.unpriced, 0) AS unpriced,
    round(coalesce(before.money_before, 0), 6) AS money_before
FROM entered
LEFT JOIN started
    ON
        entered.as_of = started.as_of
        AND entered.experiment = started.experiment
        AND entered.source = started.source
        AND entered.unit_id = started.unit_id
LEFT JOIN before
    ON
        entered.as_of = before.as_of
        AND entered.experiment = before.experiment
        AND entered.source = before.source
        AND entered.unit_id = before.unit_id
WHERE entered.began_on IS NOT NULL

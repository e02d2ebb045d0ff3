/* ---
what: The guard rails of each matured unit, and whether it broke them on the days that count.
key: [as_of, experiment, source, unit_id, rail]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  rail: churn (ended all it held), products_ended (ended any), tickets (urgent or escalated), opt_outs
  hit: 1 where it broke it
keep: view
--- */
WITH held AS (
    SELECT
        as_of,
        experiment,
        source,
        unit_id,
        min(CASE WHEN ends THEN 1 ELSE 0 END) AS all_ended,
        max(CASE WHEN ends THEN 1 ELSE 0 END) AS any_ended
    FROM unit_spans
    WHERE held
    GROUP BY as_of, experiment, source, unit_id
),

ticketed AS (
    SELECT DISTINCT accounts.as_of, accounts.experiment, accounts.source, accounts.unit_id
    FROM unit_accounts AS accounts
    INNER JOIN known.tickets AS tickets
        ON
            accounts.as_of = tickets.as_of
            AND accounts.account_id = tickets.account_id
            AND tickets.opened_on BETWEEN accounts.began_on AND accounts.matures_on
            AND (tickets.severity = 'urgent' OR coalesce(tickets.escalated, FALSE))
),

opted_out AS (
    SELECT DISTINCT accounts.as_of, accounts.experiment, accounts.source, accounts.unit_id
    FROM unit_accounts AS accounts
    INNER JOIN known.contacts AS contacts
        ON accounts.as_of = contacts.as_of AND accounts.account_id = contacts.account_id
    WHERE contacts.opted_out
),

with_tickets AS (
    SELECT DISTINCT as_of FROM known.tickets
),

with_opt_outs AS (
    SELECT DISTINCT as_of FROM known.contacts
    WHERE opted_out IS NOT NULL
)

SELECT as_of, experiment, source, unit_id, 'churn' AS rail, all_ended AS hit FROM held
UNION ALL
SELECT as_of, experiment, source, unit_id, 'products_ended' AS rail, any_ended AS hit FROM held
UNION ALL
SELECT
    units.as_of, units.experiment, units.source, units.unit_id, 'tickets' AS rail,
    CASE WHEN ticketed.unit_id IS NOT NULL THEN 1 ELSE 0 END AS hit
FROM experiment_units AS units
INNER JOIN with_tickets ON units.as_of = with_tickets.as_of
LEFT JOIN ticketed
    ON
        units.as_of = ticketed.as_of
        AND units.experiment = ticketed.experiment
        AND units.source = ticketed.source
        AND units.unit_id = ticketed.unit_id
UNION ALL
SELECT
    units.as_of, units.experiment, units.source, units.unit_id, 'opt_outs' AS rail,
    CASE WHEN opted_out.unit_id IS NOT NULL THEN 1 ELSE 0 END AS hit
FROM experiment_units AS units
INNER JOIN with_opt_outs ON units.as_of = with_opt_outs.as_of
LEFT JOIN opted_out
    ON
        units.as_of = opted_out.as_of
        AND units.experiment = opted_out.experiment
        AND units.source = opted_out.source
        AND units.unit_id = opted_out.unit_id

/* ---
what: >
  The accounts known on each date. An account is known from customer_since, where that is missing since the first
  load, and in any case from its first start.
key: [as_of, account_id]
columns: {as_of: , first_load: , account_id: }
--- */
WITH first_start AS (
    SELECT account_id, min(started_on) AS started_on
    FROM canonical.subscriptions
    GROUP BY account_id
)

SELECT
    dates.as_of,
    dates.first_load,
    accounts.account_id
FROM dates
CROSS JOIN canonical.accounts
LEFT JOIN first_start ON accounts.account_id = first_start.account_id
WHERE
    coalesce(accounts.customer_since, dates.first_load) <= dates.as_of
    OR first_start.started_on <= dates.as_of

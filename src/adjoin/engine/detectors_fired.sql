/* ---
what: How often each detector has an open signal.
key: [name]
columns: {name: , signals: , accounts: }
--- */
SELECT name, count(*) AS signals, count(DISTINCT account_id) AS accounts FROM signals
GROUP BY name

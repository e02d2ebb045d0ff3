/* ---
what: What finance would recognise, ARR of the paid lines on the date and accounts in the book; a row also for an empty book.
key: [as_of]
columns: {as_of: , arr: , customers: }
--- */
SELECT
    dates.as_of,
    round(sum(holdings.acv), 2) AS arr,
    CAST(count(DISTINCT holdings.account_id) AS DOUBLE) AS customers
FROM dates
LEFT JOIN holdings ON dates.as_of = holdings.as_of
GROUP BY dates.as_of

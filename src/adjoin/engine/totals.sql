/* ---
what: What finance would recognise, ARR of the paid lines on the date and accounts in the book.
key: [as_of]
columns: {as_of: , arr: , customers: }
--- */
SELECT as_of, round(sum(acv), 2) AS arr, CAST(count(DISTINCT account_id) AS DOUBLE) AS customers
FROM holdings
GROUP BY as_of

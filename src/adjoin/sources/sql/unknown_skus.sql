SELECT adjoin_unknown, count(*), sum($money)
FROM $typed
WHERE adjoin_unknown IS NOT NULL
GROUP BY adjoin_unknown
ORDER BY sum($money) DESC NULLS LAST, count(*) DESC, adjoin_unknown;

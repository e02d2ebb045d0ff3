-- Further columns of accounts in long form: numbers where every account's value is one, else categories.
CREATE OR REPLACE TABLE canonical.attributes AS
WITH said AS (
    SELECT account_id, unnest($names) AS name, unnest($values) AS word
    FROM $typed
    WHERE adjoin_reason IS NULL AND NOT adjoin_ignored AND rowid NOT IN (SELECT row_id FROM adjoin_repeats)
), kinds AS (
    SELECT name, bool_and(adjoin_number(word) IS NOT NULL) AS all_numbers
    FROM said
    WHERE word IS NOT NULL
    GROUP BY name
)
SELECT account_id, name,
       CASE WHEN all_numbers THEN adjoin_number(word) END AS number,
       CASE WHEN NOT all_numbers THEN word END AS text
FROM said
JOIN kinds USING (name)
WHERE word IS NOT NULL
ORDER BY account_id, name;

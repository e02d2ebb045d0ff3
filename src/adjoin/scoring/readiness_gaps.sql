/* ---
what: >
  What an account lacks of what some products need of it: the prerequisites that are unmet there, by the aspect of pair
  readiness that counts as missing for it. No row where nothing is known to be unmet.
key: [as_of, account_id, needs]
columns:
  as_of: date
  account_id: text
  needs: what a product needs, as in readiness_needs
  gaps: all that is unmet as one text, by which cells are alike
  sign_on: names of what is unmet for it; null where nothing is
  shared_data: same
  activation: same
  experience: same
--- */
WITH asked AS (
    SELECT DISTINCT readiness_needs.needs, ways.need, ways.name, ways.aspect
    FROM readiness_needs
    INNER JOIN catalog_prerequisites AS ways ON readiness_needs.product_id = ways.product_id
)

SELECT
    states.as_of,
    states.account_id,
    asked.needs,
    string_agg(asked.need, ' | ' ORDER BY asked.need) AS gaps,
    string_agg(CASE WHEN asked.aspect = 'sign_on' THEN asked.name END, ', ' ORDER BY asked.name) AS sign_on,
    string_agg(CASE WHEN asked.aspect = 'shared_data' THEN asked.name END, ', ' ORDER BY asked.name) AS shared_data,
    string_agg(CASE WHEN asked.aspect = 'activation' THEN asked.name END, ', ' ORDER BY asked.name) AS activation,
    string_agg(CASE WHEN asked.aspect = 'experience' THEN asked.name END, ', ' ORDER BY asked.name) AS experience
FROM prerequisite_states AS states
INNER JOIN asked ON states.need = asked.need
WHERE states.state = 'unmet'
GROUP BY states.as_of, states.account_id, asked.needs

/* ---
what: >
  How far readiness moves the log-odds of each kind of open cell: the sum of its readiness_parts.
key: [as_of, product_id, base_product_id, gaps]
columns:
  as_of: date
  product_id: the open product
  base_product_id: the held product it builds on
  gaps: what the account lacks, as in readiness_gaps; empty where nothing
  log_odds: by which it moves the prior
  moved: the aspects that are worth a word, the strongest first, as JSON; null where none is
  sign_on: the share, 0 missing to 1 there, less its mean over the product's open cells; null where unknown
  shared_data: same
  activation: same
  experience: same
--- */
SELECT
    as_of,
    product_id,
    base_product_id,
    gaps,
    round(sum(log_odds), 9) AS log_odds,
    CAST(to_json(
        list(
            {'kind': 'readiness: ' || aspect, 'says': says, 'since': CAST(NULL AS DATE), 'log_odds': round(log_odds, 4)}
            ORDER BY abs(log_odds) DESC, place
        ) FILTER (WHERE listed)
    ) AS VARCHAR) AS moved,
    max(CASE WHEN aspect = 'sign_on' THEN beyond END) AS sign_on,
    max(CASE WHEN aspect = 'shared_data' THEN beyond END) AS shared_data,
    max(CASE WHEN aspect = 'activation' THEN beyond END) AS activation,
    max(CASE WHEN aspect = 'experience' THEN beyond END) AS experience
FROM readiness_parts
GROUP BY as_of, product_id, base_product_id, gaps

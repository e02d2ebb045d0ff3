/* ---
what: >
  The open signals, one per account, product and kind, on products the account does not hold: the strongest after
  fading. Weight × strength × 0.5^(age / half-life) is the score.
key: [as_of, account_id, product_id, kind]
columns:
  as_of: date
  account_id: text
  product_id: the adjacent product it points to
  kind: of signal
  name: of the detector
  state: open, or fading once it is older than its half-life
  detected_on: date
  strength: 0 to 1, when it was seen
  faded: strength that is left at the moment
  weight: log-odds of a signal at full strength, an expert's
  score: weight times faded strength
  says: what was seen, as a sentence
  evidence: the rows that show it, as JSON
  expires_on: date
--- */
WITH aged AS (
    SELECT
        fired.*,
        fired.as_of - fired.detected_on AS age,
        fired.strength * power(0.5, (fired.as_of - fired.detected_on) / fired.half_life_days) AS faded
    FROM fired
    INNER JOIN cells
        ON
            fired.as_of = cells.as_of
            AND fired.account_id = cells.account_id
            AND fired.product_id = cells.product_id
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id, kind ORDER BY faded DESC, detected_on DESC, name, says
        ) AS place
    FROM aged
)

SELECT
    ranked.as_of,
    ranked.account_id,
    ranked.product_id,
    ranked.kind,
    ranked.name,
    CASE WHEN ranked.age > ranked.half_life_days THEN 'fading' ELSE 'open' END AS state,
    ranked.detected_on,
    ranked.strength,
    ranked.faded,
    weights.weight,
    weights.weight * ranked.faded AS score,
    ranked.says,
    ranked.evidence,
    ranked.detected_on + CAST(ranked.window_days AS INTEGER) AS expires_on
FROM ranked
INNER JOIN detector_weights AS weights ON ranked.kind = weights.kind
WHERE ranked.place = 1

/* ---
what: >
  What shows the need of a recommended product, the strongest: a signal seen in the account's own data is observed; with
  nothing but events around it (a press release, a hire) or a prediction the need is projected.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  standing: observed or projected
  says: sentence
  evidence: JSON; null where nothing but the prediction speaks for it
parameters: {outside: outside_event}
--- */
WITH speaking AS (
    SELECT
        signals.as_of,
        signals.account_id,
        signals.product_id,
        signals.says,
        CAST(signals.evidence AS VARCHAR) AS evidence,
        signals.score,
        signals.kind,
        CASE
            WHEN ',' || replace($outside, ' ', '') || ',' LIKE '%,' || signals.kind || ',%' THEN 'projected'
            WHEN
                signals.kind = 'strategic_shift'
                AND replace(CAST(signals.evidence AS VARCHAR), ' ', '') LIKE '%"table":"events"%'
                THEN 'projected'
            ELSE 'observed'
        END AS standing
    FROM signals
    WHERE signals.state IN ('open', 'fading')
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY as_of, account_id, product_id ORDER BY standing, score DESC, kind
        ) AS place
    FROM speaking
)

SELECT
    asked_about.as_of,
    asked_about.account_id,
    asked_about.product_id,
    coalesce(placed.standing, 'projected') AS standing,
    coalesce(placed.says, 'Predicted from what other accounts did; nothing at this one shows it yet') AS says,
    placed.evidence
FROM asked_about
LEFT JOIN placed
    ON
        asked_about.as_of = placed.as_of
        AND asked_about.account_id = placed.account_id
        AND asked_about.product_id = placed.product_id
        AND placed.place = 1

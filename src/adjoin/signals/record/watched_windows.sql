/* ---
what: >
  The days on which a product's start follows a firing: from the day after it, up to the next firing of the same
  detector. Where a signal was there before the watch began, the same days from then on, on which nobody can say.
key: [account_id, product_id, label, after_on]
columns:
  account_id: text
  product_id: text
  label: 'number of the detector = tenths of strength, −1 where nobody can say'
  after_on: the day before the first
  until_on: the last day
parameters: {as_of: null, within_days: null}
--- */
WITH opened AS (
    SELECT
        account_id,
        product_id,
        name,
        fired_on AS after_on,
        CAST(greatest(1, round(10 * strength)) AS INTEGER) AS tenths
    FROM counted_firings
    UNION ALL
    SELECT account_id, product_id, name, after_on, -1 AS tenths FROM standing
),

closing AS (
    SELECT
        *,
        lead(after_on) OVER (PARTITION BY account_id, product_id, name ORDER BY after_on, tenths) AS next_on
    FROM opened
)

SELECT
    closing.account_id,
    closing.product_id,
    CAST(numbered.number AS VARCHAR) || '=' || CAST(closing.tenths AS VARCHAR) AS label,
    closing.after_on,
    least(closing.after_on + CAST($within_days AS INTEGER), closing.next_on, $as_of) AS until_on
FROM closing
INNER JOIN watched_detectors AS numbered ON closing.name = numbered.name
WHERE closing.after_on < least(closing.after_on + CAST($within_days AS INTEGER), closing.next_on, $as_of)

/* ---
what: >
  How much of what it held an account used on the day of a pitch, of the product held longest: the mean over the four
  complete weeks before (or the newest month within `month_days`) of the catalog's adoption measure, over the seats of
  the lines that ran that day. Only where the measure is of seats.
key: [as_of, pitch_id, product_id]
columns:
  as_of: date
  pitch_id: text
  product_id: the one pitched
  used_share: may exceed 1
parameters: {month_days: 62}
--- */
WITH bought AS (
    SELECT
        pitches.as_of,
        pitches.account_id,
        pitches.pitch_id,
        pitches.product_id,
        pitches.base_product_id,
        pitches.pitched_on,
        sum(lines.seats) AS seats
    FROM pitfall_pitches AS pitches
    INNER JOIN known.subscriptions AS lines
        ON
            pitches.as_of = lines.as_of
            AND pitches.account_id = lines.account_id
            AND pitches.base_product_id = lines.product_id
            AND coalesce(lines.started_on <= pitches.pitched_on, TRUE)
            AND coalesce(lines.ended_on >= pitches.pitched_on, TRUE)
    WHERE NOT coalesce(lines.is_trial, FALSE)
    GROUP BY
        pitches.as_of, pitches.account_id, pitches.pitch_id, pitches.product_id, pitches.base_product_id,
        pitches.pitched_on
),

used AS (
    SELECT
        bought.as_of,
        bought.pitch_id,
        bought.product_id,
        bought.seats,
        periods.grain,
        periods.period_end,
        CASE coalesce(kinds.kind, 'distinct')
            WHEN 'level' THEN periods.last_reading
            WHEN 'distinct' THEN periods.largest
            ELSE periods.total
        END AS quantity,
        bought.pitched_on - periods.period_end < 28 AS lately,
        row_number() OVER (
            PARTITION BY bought.as_of, bought.pitch_id, bought.product_id, periods.grain
            ORDER BY periods.period_end DESC
        ) AS back
    FROM bought
    INNER JOIN catalog_adoption AS adoption
        ON bought.base_product_id = adoption.product_id AND adoption.of_what = 'seats'
    INNER JOIN known.usage_periods AS periods
        ON
            bought.as_of = periods.as_of
            AND bought.account_id = periods.account_id
            AND bought.base_product_id = periods.product_id
            AND adoption.metric = periods.metric
    LEFT JOIN catalog_metrics AS kinds ON adoption.metric = kinds.metric
    WHERE
        bought.seats > 0
        AND periods.period_end <= bought.pitched_on
        AND bought.pitched_on - periods.period_end < $month_days
)

SELECT
    as_of,
    pitch_id,
    product_id,
    round(
        coalesce(
            avg(CASE WHEN grain = 'week' AND lately THEN quantity END),
            max(CASE WHEN grain = 'month' AND back = 1 THEN quantity END)
        ) / max(seats), 9
    ) AS used_share
FROM used
GROUP BY as_of, pitch_id, product_id
HAVING coalesce(
    avg(CASE WHEN grain = 'week' AND lately THEN quantity END),
    max(CASE WHEN grain = 'month' AND back = 1 THEN quantity END)
) IS NOT NULL

/* ---
what: >
  What was known, on the day of a pitch, of the base it would build on: the newest health up to `health_days` old,
  whether an escalated or urgent ticket was open, and how far the product held longest was used. A ticket's severity is as known today.
key: [as_of, pitch_id, product_id]
columns:
  as_of: date
  account_id: text
  base_product_id: held longest on that day
  product_id: the one pitched
  pitch_id: text
  pitched_on: date
  colour: of health; null where unknown
  escalated: open tickets, escalated or urgent
  used_share: of the base; null where unknown
  unstable: 1 where health was red or yellow, a ticket was open, or under `floor` was used
parameters: {floor: 0.6, health_days: 180}
--- */
WITH coloured AS (
    SELECT pitches.as_of, pitches.pitch_id, pitches.product_id, max_by(health.colour, health.day) AS colour
    FROM pitfall_pitches AS pitches
    INNER JOIN known.health AS health
        ON
            pitches.as_of = health.as_of
            AND pitches.account_id = health.account_id
            AND health.measure = 'overall'
            AND health.day <= pitches.pitched_on
            AND pitches.pitched_on - health.day <= $health_days
    WHERE health.colour IS NOT NULL
    GROUP BY pitches.as_of, pitches.pitch_id, pitches.product_id
),

hot AS (
    SELECT
        as_of, account_id, closed_on,
        CASE WHEN severity = 'urgent' THEN opened_on ELSE coalesce(escalated_on, opened_on) END AS since
    FROM known.tickets
    WHERE severity = 'urgent' OR coalesce(escalated, escalated_on IS NOT NULL)
),

alarmed AS (
    SELECT pitches.as_of, pitches.pitch_id, pitches.product_id, count(*) AS escalated
    FROM pitfall_pitches AS pitches
    INNER JOIN hot
        ON
            pitches.as_of = hot.as_of
            AND pitches.account_id = hot.account_id
            AND hot.since <= pitches.pitched_on
            AND coalesce(hot.closed_on > pitches.pitched_on, TRUE)
    GROUP BY pitches.as_of, pitches.pitch_id, pitches.product_id
),

known_then AS (
    SELECT
        pitches.*,
        coloured.colour,
        coalesce(alarmed.escalated, 0) AS escalated,
        uses.used_share
    FROM pitfall_pitches AS pitches
    LEFT JOIN coloured
        ON
            pitches.as_of = coloured.as_of
            AND pitches.pitch_id = coloured.pitch_id
            AND pitches.product_id = coloured.product_id
    LEFT JOIN alarmed
        ON
            pitches.as_of = alarmed.as_of
            AND pitches.pitch_id = alarmed.pitch_id
            AND pitches.product_id = alarmed.product_id
    LEFT JOIN pitfall_base_use AS uses
        ON
            pitches.as_of = uses.as_of
            AND pitches.pitch_id = uses.pitch_id
            AND pitches.product_id = uses.product_id
)

SELECT
    as_of,
    account_id,
    base_product_id,
    product_id,
    pitch_id,
    pitched_on,
    colour,
    escalated,
    used_share,
    CASE
        WHEN
            coalesce(colour IN ('red', 'yellow'), FALSE) OR escalated > 0 OR coalesce(used_share < $floor, FALSE)
            THEN 1
        ELSE 0
    END AS unstable
FROM known_then
WHERE colour IS NOT NULL OR used_share IS NOT NULL OR 'tickets' IN (SELECT name FROM mapped)

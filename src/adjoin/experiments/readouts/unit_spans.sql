/* ---
what: The spans that a unit's accounts held on the first day that counts, or that began on the days that count.
key: [as_of, experiment, source, unit_id, account_id, product_id, span_began_on]
columns:
  as_of: date
  experiment: text
  source: own or elsewhere
  unit_id: root account (own) or account (elsewhere)
  account_id: text
  product_id: text
  span_began_on: null where nobody knows
  held: held on the first day that counts, and before it
  starts: begins on the days that count
  start_unknown: held from some of the days that count, and nobody knows since when
  ends: held on the first day, and its last day is one of those that count
--- */
WITH beside AS (
    SELECT
        units.as_of,
        units.experiment,
        units.source,
        units.unit_id,
        units.account_id,
        spans.product_id,
        spans.began_on AS span_began_on,
        spans.is_floor,
        coalesce(spans.began_on < units.began_on, TRUE) AS begun_before,
        coalesce(spans.ended_on >= units.began_on, TRUE) AS ends_later,
        coalesce(spans.ended_on <= units.matures_on, FALSE) AS ends_by_then
    FROM unit_accounts AS units
    INNER JOIN spans ON units.as_of = spans.as_of AND units.account_id = spans.account_id
    WHERE
        coalesce(spans.began_on <= units.matures_on, TRUE)
        AND coalesce(spans.ended_on >= units.began_on, TRUE)
)

SELECT
    as_of,
    experiment,
    source,
    unit_id,
    account_id,
    product_id,
    span_began_on,
    begun_before AND ends_later AS held,
    NOT begun_before AND NOT is_floor AS starts,
    NOT begun_before AND is_floor AS start_unknown,
    begun_before AND ends_later AND ends_by_then AS ends
FROM beside

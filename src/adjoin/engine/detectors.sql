/* ---
what: Every detector with what it watches, how many of its signals are open now, its record, and the threshold people may try.
key: [name]
columns:
  name: of the detector
  kind: of the signals it finds
  watches: one sentence
  own: it is one of the user's own
  open_now: signals that are not closed
  accounts: that have them
  half_life_days: after which half the strength is left
  fired: firings over the past that the record covers, echoes of a deal left out
  followed: of these, at least 90 days old
  converted: of these, followed by a start of the product within 90 days
  precision: converted ÷ followed
  precision_low: exact 95 % bound
  precision_high: exact 95 % bound
  lift: rate ratio of starting the product within 90 days of a firing over all other days, like for like
  lift_low: 95 % bound
  lift_high: 95 % bound; null where it is unbounded
  lead_days: median days from firing to start
  lead_low: lower quartile
  lead_high: upper quartile
  prior_weight: log-odds at full strength, an expert's
  learned_weight: log-odds that the history of all kinds together supports
  learned_low: 95 % bound
  learned_high: 95 % bound
  watched_from: day since which its firings are known
  reason: why the record lacks something
  off_because: why it does not run, or cannot tell yet
  threshold_name: the parameter that may be tried
  threshold: its value in force
  threshold_loosest: the loosest value that may be tried
  threshold_strictest: the strictest
  threshold_unit: of these
--- */
WITH now_open AS (
    SELECT name, count(*) AS signals, count(DISTINCT account_id) AS accounts FROM signals
    WHERE state <> 'closed'
    GROUP BY name
),

young AS (
    SELECT name, min(because) AS because FROM missing_kinds
    GROUP BY name
)

SELECT
    listed.name,
    listed.kind,
    listed.watches,
    listed.own,
    coalesce(now_open.signals, 0) AS open_now,
    coalesce(now_open.accounts, 0) AS accounts,
    listed.half_life_days,
    records.fired,
    records.followed,
    records.converted,
    records.precision,
    records.precision_low,
    records.precision_high,
    records.lift,
    records.lift_low,
    records.lift_high,
    records.lead_days,
    records.lead_low,
    records.lead_high,
    listed.prior_weight,
    records.learned_weight,
    records.learned_low,
    records.learned_high,
    records.watched_from,
    records.reason,
    coalesce(listed.off_because, young.because) AS off_because,
    tried.parameter AS threshold_name,
    tried.standing AS threshold,
    tried.loosest AS threshold_loosest,
    tried.strictest AS threshold_strictest,
    tried.unit AS threshold_unit
FROM listed_detectors AS listed
LEFT JOIN now_open ON listed.name = now_open.name
LEFT JOIN detector_records AS records ON listed.name = records.name
LEFT JOIN tried_thresholds AS tried ON listed.name = tried.name
LEFT JOIN young ON listed.name = young.name

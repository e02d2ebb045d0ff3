/* ---
what: The trials that subscriptions show, in the columns of `trials`; of criteria they say nothing.
key: [as_of, trial_id]
columns:
  as_of: date
  trial_id: text
  account_id: text
  product_id: text
  play_id: always null
  state: running, ended or converted
  started_on: date
  ends_on: the last day of one that is over; of one that runs nobody knows it
  days_left: always null
  criteria: an empty list
  criteria_met: 0
  criteria_total: 0
  participants: an empty list
  seeded_with: always null
  milestones: 0
  last_milestone_on: always null
  converted_on: the first paid start that belongs to it
  paid_on: the same
  ended_on: date
  says: one sentence
  source: subscriptions
--- */
SELECT
    as_of,
    trial_id,
    account_id,
    product_id,
    CAST(NULL AS BIGINT) AS play_id,
    CASE WHEN converted_on IS NOT NULL THEN 'converted' WHEN ended_on IS NULL THEN 'running' ELSE 'ended' END AS state,
    started_on,
    ended_on AS ends_on,
    CAST(NULL AS BIGINT) AS days_left,
    '[]' AS criteria,
    CAST(0 AS BIGINT) AS criteria_met,
    CAST(0 AS BIGINT) AS criteria_total,
    '[]' AS participants,
    CAST(NULL AS VARCHAR) AS seeded_with,
    CAST(0 AS BIGINT) AS milestones,
    CAST(NULL AS DATE) AS last_milestone_on,
    converted_on,
    paid_on,
    ended_on,
    CASE
        WHEN converted_on IS NOT NULL THEN 'Converted: paid since ' || CAST(converted_on AS VARCHAR)
        WHEN ended_on IS NULL THEN 'Running since ' || CAST(started_on AS VARCHAR) || '; its end is not known'
        ELSE 'Ended on ' || CAST(ended_on AS VARCHAR)
    END
    || CASE WHEN held_before THEN '; the product was held already when it began' ELSE '' END
    || '; known from subscriptions alone: no criteria' AS says,
    'subscriptions' AS source
FROM trial_outcomes
WHERE NOT told

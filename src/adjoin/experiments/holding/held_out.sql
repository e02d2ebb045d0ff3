/* ---
what: >
  The accounts held out of plays now: the first arm drawn for their root says `held`, and it has not been released.
key: [as_of, account_id, experiment]
columns:
  as_of: date
  account_id: text
  root_id: its root now
  drawn_root_id: the root as first seen, under which the arm is kept
  experiment: text
  released_on: the first day on which it is free; null while it had no ghost play, and in a holdout
--- */
SELECT
    spans.as_of,
    spans.account_id,
    spans.root_id,
    spans.drawn_root_id,
    spans.experiment,
    CASE WHEN spans.first_ghost_on IS NOT NULL THEN spans.until_on END AS released_on
FROM held_spans AS spans
INNER JOIN root_arms
    ON
        spans.as_of = root_arms.as_of
        AND spans.experiment = root_arms.experiment
        AND spans.root_id = root_arms.root_id
        AND spans.drawn_root_id = root_arms.drawn_root_id
WHERE coalesce(spans.as_of < spans.until_on, TRUE)

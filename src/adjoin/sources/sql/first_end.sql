SELECT min(started_on), min(ended_on), count(ended_on), count(*) FILTER (WHERE started_on < first_end)
FROM (SELECT started_on, ended_on, min(ended_on) OVER () AS first_end FROM canonical.subscriptions);

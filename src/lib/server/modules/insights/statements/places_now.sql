-- Where every app is, one row for each copy, as of the last complete cycle.
-- @heavy
WITH running AS MATERIALIZED (
  SELECT app_id, place_id FROM app_observations WHERE to_at IS NULL
)
SELECT a.name AS app_name, p.ip, p.replica
FROM running r
JOIN observed_apps a ON a.id = r.app_id
JOIN observed_places p ON p.id = r.place_id
ORDER BY a.name, p.ip, p.replica

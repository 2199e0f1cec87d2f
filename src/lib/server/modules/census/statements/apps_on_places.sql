-- Which apps are on some machines ({ip: 1}), as of the last complete cycle. What is open is few; a machine's past is not.
-- @param ips json
WITH running AS MATERIALIZED (
  SELECT app_id, place_id FROM app_observations WHERE to_at IS NULL
)
SELECT p.ip, a.name AS app_name
FROM running r
JOIN observed_places p ON p.id = r.place_id
JOIN observed_apps a ON a.id = r.app_id
WHERE p.ip IN (SELECT key FROM json_each(:ips))
ORDER BY p.ip, a.name

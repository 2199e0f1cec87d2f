-- Which app is on which node, as of the last complete cycle.
SELECT a.name AS app_name, p.ip, p.replica, o.from_at
FROM app_observations o
JOIN observed_apps a ON a.id = o.app_id
JOIN observed_places p ON p.id = o.place_id
WHERE o.to_at IS NULL
ORDER BY o.app_id, o.place_id, o.from_at

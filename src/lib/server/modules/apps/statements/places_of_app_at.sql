-- Where an app was at a time, as far as it was observed, with the node there as the list knows it now.
-- @param app_name text
-- @param time     bigint
SELECT p.ip, o.from_at, n.collateral, n.tier, n.country, n.country_code, n.provider
FROM observed_apps a
JOIN app_observations o ON o.app_id = a.id AND o.from_at <= :time AND (o.to_at IS NULL OR o.to_at >= :time)
JOIN observed_places p ON p.id = o.place_id
LEFT JOIN network_nodes n ON n.collateral = (SELECT MIN(listed.collateral) FROM network_nodes listed WHERE listed.ip = p.ip)
WHERE a.name = :app_name
ORDER BY p.ip, p.replica, o.from_at

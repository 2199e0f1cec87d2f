-- The nodes of an address: of exactly this one, or of any port of the host.
-- @param ip      text
-- @param pattern text
SELECT n.collateral, n.tier, n.payment_address, n.ip, n.active_since, n.country, n.country_code, n.provider, n.machine,
       (SELECT COUNT(*) FROM network_nodes w WHERE w.payment_address = n.payment_address) AS wallet_nodes,
       (SELECT MAX(o.from_at) FROM node_observations o WHERE o.collateral = n.collateral AND o.to_at IS NULL) AS seen_from
FROM network_nodes n
WHERE n.ip IS NOT NULL AND (n.ip = :ip OR n.ip LIKE :pattern ESCAPE '\')
ORDER BY n.ip, n.collateral

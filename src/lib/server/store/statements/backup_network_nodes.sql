-- The next current nodes for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine
FROM network_nodes
WHERE collateral > COALESCE(:after ->> 'collateral', '')
ORDER BY collateral
LIMIT :limit

-- Every node of the current list.
-- @heavy
SELECT collateral, tier, payment_address, ip, country, country_code, provider, machine
FROM network_nodes
ORDER BY collateral

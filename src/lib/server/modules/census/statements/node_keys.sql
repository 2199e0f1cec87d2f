-- Collaterals of the nodes that are kept.
SELECT collateral FROM network_nodes ORDER BY collateral

-- Which nodes there are, as of the last complete cycle.
SELECT collateral, tier, payment_address, from_at
FROM node_observations
WHERE to_at IS NULL
ORDER BY collateral, from_at

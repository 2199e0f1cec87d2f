-- How many tenants there are.
-- @heavy
SELECT COUNT(*) AS rows FROM meter_tenants

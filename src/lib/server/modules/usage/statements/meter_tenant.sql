-- One tenant.
-- @param name text
-- @one_plan
SELECT name, kind, plan, billing, version, quota_high, quota_low, warn_high, warn_low, slack_url, created_at, updated_at
FROM meter_tenants
WHERE name = :name

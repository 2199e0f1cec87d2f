-- The current specification of an app.
-- @param app_name text
SELECT name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
FROM network_apps
WHERE name = :app_name

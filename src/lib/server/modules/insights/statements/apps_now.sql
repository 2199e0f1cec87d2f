-- Every app of the current list, with what figures ask of it.
-- @heavy
SELECT name, owner, height, end_height, end_time, instances, components, is_encrypted
FROM network_apps
ORDER BY name

-- The next current apps for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
FROM network_apps
WHERE name > COALESCE(:after ->> 'name', '')
ORDER BY name
LIMIT :limit

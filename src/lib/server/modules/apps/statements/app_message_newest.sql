-- The newest message of an app, and the height of its newest registration.
-- @param app_name text
SELECT m.hash, m.height, m.owner, m.spec_version, m.components, m.instances, m.expire, m.end_time,
       m.geolocation, m.is_encrypted,
       (SELECT MAX(r.height) FROM app_messages r WHERE r.app_name = :app_name AND r.type = 'register') AS registered_height
FROM app_messages m
WHERE m.app_name = :app_name
ORDER BY m.height DESC, m.hash DESC
LIMIT 1

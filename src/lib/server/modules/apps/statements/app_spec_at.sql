-- The message of an app that was the newest at a block, and the height of its registration before then.
-- @param app_name text
-- @param height   integer
SELECT m.hash, s.start_height AS height, m.owner, m.spec_version, m.components, m.instances, m.expire, m.end_time,
       m.geolocation, m.is_encrypted,
       (SELECT MAX(r.height) FROM app_messages r
        WHERE r.app_name = :app_name AND r.type = 'register' AND r.height <= :height) AS registered_height
FROM subscriptions s
JOIN app_messages m ON m.hash = s.message_hash
WHERE s.app_name = :app_name AND s.outcome IN ('bought', 'unpaid') AND s.start_height <= :height
ORDER BY s.start_height DESC, COALESCE(s.stop_height, 2147483647) DESC, s.id
LIMIT 1

-- Apps registered or updated between two heights, newest first.
-- @param from integer
-- @param to   integer
SELECT name, instances, components, is_encrypted, height, end_height, end_time
FROM network_apps
WHERE height BETWEEN :from AND :to
ORDER BY height DESC, name

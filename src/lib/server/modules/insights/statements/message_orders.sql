-- What an app ordered, message by message, ascending.
-- @param app_name text
SELECT height, spec_version, expire, end_time, instances
FROM app_messages
WHERE app_name = :app_name
ORDER BY height, hash

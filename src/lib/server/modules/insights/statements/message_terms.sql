-- A slice of all messages by hash: which app, when, for how long.
-- @param after text
-- @param limit integer
-- @heavy
SELECT hash, app_name, height, spec_version, expire, end_time
FROM app_messages
WHERE hash > :after
ORDER BY hash
LIMIT :limit

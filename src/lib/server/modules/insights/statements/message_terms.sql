-- A slice of all messages, app by app in the order of their heights: which app, when, for how long.
-- @param app_name text
-- @param height   integer
-- @param hash     text
-- @param limit    integer
-- @heavy
SELECT hash, app_name, height, spec_version, expire, end_time
FROM app_messages
WHERE (app_name, height, hash) > (:app_name, :height, :hash)
ORDER BY app_name, height, hash
LIMIT :limit

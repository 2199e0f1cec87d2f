-- Takes away apps that have no current specification any more.
-- @param names json
-- @writes
-- @fenced
-- @tells
DELETE FROM network_apps WHERE name IN (SELECT key FROM json_each(:names))

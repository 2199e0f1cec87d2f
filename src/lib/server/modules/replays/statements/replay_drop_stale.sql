-- Drops what is stale of what was laid aside.
-- @param id text
-- @writes
-- @fenced
DELETE FROM replay_rows WHERE replay_id = :id AND is_stale = 1

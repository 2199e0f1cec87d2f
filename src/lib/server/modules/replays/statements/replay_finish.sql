-- Ends a replay.
-- @param id    text
-- @param state text
-- @param error text
-- @param now   bigint
-- @writes
-- @fenced
UPDATE replays SET state = :state, error = :error, finished_at = :now WHERE id = :id AND state = 'open'

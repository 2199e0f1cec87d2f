-- Records how a running job ended.
-- @param id     text
-- @param state  text
-- @param error  text
-- @param result text
-- @param now    bigint
-- @writes
-- @tells
UPDATE jobs SET state = :state, error = :error, result = :result, finished_at = :now, updated_at = :now
WHERE id = :id AND state = 'running'
